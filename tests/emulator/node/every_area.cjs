// Drives an emulated portal through the typed methods of HubSpot's client for Node, and prints what each area gave
// back as one JSON object. It judges nothing: the expectations stand in test_node_client.py.

const { Client } = require('@hubspot/api-client')

const rarerCalls = require('./rarer_calls.cjs')

const client = new Client({
  accessToken: process.env.HUBSPOT_ACCESS_TOKEN,
  basePath: process.env.HUBSPOT_BASE_URL,
  numberOfApiCallRetries: 0,
  limiterOptions: { minTime: 0, maxConcurrent: 4 },
})
const { crm } = client

/** What a refused call was refused with. */
async function refusal(call) {
  try {
    await call
  } catch (error) {
    return { code: error.code, category: error.body?.category, message: error.body?.message }
  }
  return { code: 0 }
}

const text = (name, more = {}) => ({
  name, label: name, type: 'string', fieldType: 'text', groupName: 'contactinformation', ...more,
})

const areas = {
  async properties() {
    const { coreApi, batchApi } = crm.properties
    const gold = { label: 'Gold', value: 'gold', displayOrder: 0, hidden: false }
    const created = await coreApi.create('contacts', text('node_tier', {
      type: 'enumeration', fieldType: 'select', options: [gold],
    }))
    const again = await refusal(coreApi.create('contacts', text('node_tier')))
    const updated = await coreApi.update('contacts', 'node_tier', { label: 'Tier' })
    const batch = await batchApi.create('contacts', { inputs: [text('node_a'), text('node_b')] })
    const partial = await batchApi.create('contacts', { inputs: [text('node_a'), text('node_c')] })
    const read = await batchApi.read('contacts', {
      archived: false, inputs: [{ name: 'node_a' }, { name: 'node_b' }],
    })
    await batchApi.archive('contacts', { inputs: [{ name: 'node_b' }] })
    await coreApi.archive('contacts', 'node_a')
    const names = (await coreApi.getAll('contacts')).results.map((one) => one.name)
    const archived = (await coreApi.getAll('contacts', true)).results.map((one) => one.name)
    const missing = await refusal(coreApi.getByName('contacts', 'node_a'))
    const email = await coreApi.getByName('contacts', 'email')
    return {
      created, again, updated: updated.label, batch: batch.results.map((one) => one.name), missing,
      partial: { errors: partial.numErrors, made: partial.results.map((one) => one.name) },
      read: read.results.map((one) => one.name), active: names.filter((name) => name.startsWith('node_')),
      archived: archived.filter((name) => name.startsWith('node_')),
      email: { type: email.type, defined: email.hubspotDefined, dated: email.createdAt instanceof Date },
    }
  },

  async groups() {
    const { groupsApi, coreApi } = crm.properties
    const created = await groupsApi.create('deals', { name: 'node_group', label: 'Node', displayOrder: -1 })
    const updated = await groupsApi.update('deals', 'node_group', { label: 'Nodes' })
    await coreApi.create('deals', text('node_in_group', { groupName: 'node_group' }))
    const inUse = await refusal(groupsApi.archive('deals', 'node_group'))
    await coreApi.archive('deals', 'node_in_group')
    await groupsApi.archive('deals', 'node_group')
    const names = (await groupsApi.getAll('deals')).results.map((one) => one.name)
    const missing = await refusal(groupsApi.getByName('deals', 'node_group'))
    return { created, updated: updated.label, inUse: inUse.code, gone: !names.includes('node_group'), missing }
  },

  async pipelines() {
    const { pipelinesApi, pipelineStagesApi, pipelineAuditsApi } = crm.pipelines
    const stage = (label, displayOrder, probability) => ({ label, displayOrder, metadata: { probability } })
    const created = await pipelinesApi.create('deals', {
      label: 'Node', displayOrder: 5, stages: [stage('First', 0, '0.1'), stage('Won', 1, '1.0')],
    })
    const renamed = await pipelinesApi.update('deals', created.id, { label: 'Nodes' })
    const second = await pipelineStagesApi.create('deals', created.id, stage('Second', 1, '0.50'))
    const changed = await pipelineStagesApi.update('deals', created.id, second.id, { label: 'Next', metadata: {} })
    const stages = (await pipelineStagesApi.getAll('deals', created.id)).results
    const bad = await refusal(pipelineStagesApi.create('deals', created.id, { label: 'Bad', displayOrder: 9, metadata: {} }))
    const audited = (await pipelineAuditsApi.getAudit('deals', created.id)).results.map((one) => one.action)
    await pipelineStagesApi.archive('deals', created.id, second.id)
    const read = await pipelinesApi.getById('deals', created.id)
    await pipelinesApi.archive('deals', created.id)
    const left = (await pipelinesApi.getAll('deals')).results.map((one) => one.id)
    return {
      created: created.label, renamed: renamed.label, changed: changed.label, bad: bad.code, audited, left,
      stages: stages.map((one) => ({ label: one.label, metadata: one.metadata })),
      labels: read.stages.map((one) => one.label),
    }
  },

  async schemas() {
    const { coreApi } = crm.schemas
    const created = await coreApi.create({
      name: 'node_cask', labels: { singular: 'Cask', plural: 'Casks' }, primaryDisplayProperty: 'vintage',
      requiredProperties: ['vintage'], searchableProperties: ['vintage'], secondaryDisplayProperties: [],
      properties: [{ name: 'vintage', label: 'Vintage', type: 'string', fieldType: 'text' }],
      associatedObjects: ['CONTACT'],
    })
    const updated = await coreApi.update(created.objectTypeId, { labels: { singular: 'Barrel', plural: 'Barrels' } })
    const read = await coreApi.getById(created.objectTypeId)
    const record = await crm.objects.basicApi.create(created.objectTypeId, { properties: { vintage: '1999' }, associations: [] })
    const inUse = await refusal(coreApi.archive(created.objectTypeId))
    await crm.objects.basicApi.archive(created.objectTypeId, record.id)
    await coreApi.archive(created.objectTypeId)
    const names = (await coreApi.getAll()).results.map((one) => one.name)
    return {
      name: created.name, custom: created.objectTypeId.startsWith('2-'), fully: created.fullyQualifiedName,
      updated: updated.labels, vintage: read.properties.some((one) => one.name === 'vintage'),
      associated: read.associations.some((one) => one.toObjectTypeId === '0-1'), record: record.properties.vintage,
      inUse: inUse.code, left: names,
    }
  },

  async labels() {
    const { definitionsApi } = crm.associations.v4.schema
    const made = (await definitionsApi.create('contacts', 'companies', {
      name: 'node_partner', label: 'Partner', inverseLabel: 'Client',
    })).results
    const typeId = made.find((one) => one.label === 'Partner').typeId
    await definitionsApi.update('contacts', 'companies', { associationTypeId: typeId, label: 'Ally', inverseLabel: 'Principal' })
    const there = (await definitionsApi.getAll('contacts', 'companies')).results
    const back = (await definitionsApi.getAll('companies', 'contacts')).results

    const contact = await crm.contacts.basicApi.create({ properties: { email: 'label@example.org' }, associations: [] })
    const company = await crm.companies.basicApi.create({ properties: { name: 'Labelled' }, associations: [] })
    const { basicApi, batchApi } = crm.associations.v4
    await basicApi.createDefault('contacts', contact.id, 'companies', company.id)
    await basicApi.create('contacts', contact.id, 'companies', company.id, [
      { associationCategory: 'USER_DEFINED', associationTypeId: typeId },
    ])
    const links = (await basicApi.getPage('contacts', contact.id, 'companies')).results
    const batch = (await batchApi.getPage('contacts', 'companies', { inputs: [{ id: contact.id }] })).results
    await basicApi.archive('contacts', contact.id, 'companies', company.id)
    const after = (await basicApi.getPage('contacts', contact.id, 'companies')).results
    await definitionsApi.remove('contacts', 'companies', typeId)
    const rest = (await definitionsApi.getAll('contacts', 'companies')).results.map((one) => one.label)
    return {
      made: made.map((one) => one.label).sort(), category: made[0].category,
      there: there.find((one) => one.typeId === typeId).label, back: back.map((one) => one.label),
      links: links.map((one) => ({
        linked: String(one.toObjectId) === company.id, labels: one.associationTypes.map((type) => type.label),
      })),
      batch: batch.map((one) => one.to.length), after: after.length, rest,
    }
  },

  async objects() {
    const { basicApi, batchApi, searchApi } = crm.objects
    const made = await basicApi.create('contacts', {
      properties: { email: 'ada@example.org', firstname: 'Ada' }, associations: [],
    })
    const taken = await refusal(basicApi.create('contacts', { properties: { email: 'ada@example.org' }, associations: [] }))
    const updated = await basicApi.update('contacts', made.id, { properties: { lastname: 'Lovelace' } })
    const read = await basicApi.getById('contacts', 'ada@example.org', ['lastname'], undefined, undefined, false, 'email')
    const batch = await batchApi.create('contacts', {
      inputs: ['b', 'c', 'd'].map((one) => ({ properties: { email: `${one}@example.org`, lastname: 'Batch' }, associations: [] })),
    })
    const ids = batch.results.map((one) => one.id)
    const page = await basicApi.getPage('contacts', 2)
    const next = await basicApi.getPage('contacts', 2, page.paging.next.after)
    const batchRead = await batchApi.read('contacts', {
      properties: ['lastname'], propertiesWithHistory: [], inputs: ids.map((id) => ({ id })),
    })
    const renamed = await batchApi.update('contacts', {
      inputs: ids.map((id) => ({ id, properties: { lastname: 'Renamed' } })),
    })
    const found = await searchApi.doSearch('contacts', {
      filterGroups: [{ filters: [{ propertyName: 'lastname', operator: 'EQ', value: 'Renamed' }] }],
      sorts: ['email'], properties: ['email'], limit: 2,
    })
    await batchApi.archive('contacts', { inputs: ids.map((id) => ({ id })) })
    await basicApi.archive('contacts', made.id)
    const gone = await refusal(basicApi.getById('contacts', made.id))
    return {
      made: { email: made.properties.email, dated: made.createdAt instanceof Date, archived: made.archived },
      taken, updated: updated.properties.lastname, read: read.properties.lastname, same: read.id === made.id,
      batch: { status: batch.status, size: batch.results.length }, pages: [page.results.length, next.results.length],
      batchRead: batchRead.results.map((one) => one.properties.lastname),
      renamed: renamed.results.length, gone: gone.code,
      found: { total: found.total, emails: found.results.map((one) => one.properties.email), after: found.paging?.next?.after },
    }
  },

  async owners() {
    const owners = (await crm.owners.ownersApi.getPage()).results
    const one = await crm.owners.ownersApi.getById(Number(owners[0].id))
    const missing = await refusal(crm.owners.ownersApi.getById(999999))
    return { size: owners.length, same: one.email === owners[0].email, email: one.email, dated: one.createdAt instanceof Date, missing: missing.code }
  },

  async identity() {
    const stranger = new Client({
      accessToken: 'nobody', basePath: process.env.HUBSPOT_BASE_URL, numberOfApiCallRetries: 0,
      limiterOptions: { minTime: 0, maxConcurrent: 4 },
    })
    return refusal(stranger.crm.properties.coreApi.getAll('contacts'))
  },
}

async function main() {
  const told = {}
  for (const [name, area] of Object.entries({ ...areas, ...rarerCalls(client) })) {
    try {
      told[name] = await area()
    } catch (error) {
      told[name] = { threw: String(error.stack ?? error) }
    }
  }
  console.log(JSON.stringify(told))
}

main()
