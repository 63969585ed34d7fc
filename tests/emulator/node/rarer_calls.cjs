// The calls that few programs make: whole replacements, audits, limits of associations, links in batches, merging,
// and definitions that only a person or another program can make. Used by every_area.cjs.

const generated = require('@hubspot/api-client/lib/codegen/crm/associations/v4/schema')

/** The generated methods for limits, which the client holds but does not hand out. */
function limitsApi() {
  const server = new generated.ServerConfiguration(process.env.HUBSPOT_BASE_URL, {})
  const authMethods = { oauth2: { accessToken: process.env.HUBSPOT_ACCESS_TOKEN } }
  return new generated.DefinitionConfigurationsApi(generated.createConfiguration({ baseServer: server, authMethods }))
}

module.exports = (client) => {
  const { crm } = client
  const stage = (label, displayOrder, probability) => ({ label, displayOrder, metadata: { probability } })
  const blank = (properties) => ({ properties, associations: [] })

  return {
    async replacements() {
      const { pipelinesApi, pipelineStagesApi, pipelineStageAuditsApi } = crm.pipelines
      const made = await pipelinesApi.create('deals', {
        label: 'Replaced', displayOrder: 5, stages: [stage('Old', 0, '0.1'), stage('Older', 1, '0.2')],
      })
      const replaced = await pipelinesApi.replace('deals', made.id, {
        label: 'New', displayOrder: 6, stages: [stage('Only', 0, '0.4')],
      })
      const [{ id }] = replaced.stages
      const whole = await pipelineStagesApi.replace('deals', made.id, id, stage('Last', 0, '1.0'))
      const read = await pipelineStagesApi.getById('deals', made.id, id)
      // This client's method has no argument for the pipeline: its place in the path stays as it is in the template.
      const audit = await pipelineStageAuditsApi.getAudit('deals', id).then(() => 'told', () => 'not told')
      await pipelinesApi.archive('deals', made.id)
      return {
        replaced: { label: replaced.label, stages: replaced.stages.map((one) => one.label) }, audit,
        whole: whole.label, read: { label: read.label, metadata: read.metadata },
      }
    },

    async schemaAssociations() {
      const { coreApi } = crm.schemas
      const keg = await coreApi.create({
        name: 'node_keg', labels: { singular: 'Keg', plural: 'Kegs' }, primaryDisplayProperty: 'size',
        requiredProperties: [], searchableProperties: [], secondaryDisplayProperties: [], associatedObjects: [],
        properties: [{ name: 'size', label: 'Size', type: 'string', fieldType: 'text' }],
      })
      const ends = { fromObjectTypeId: keg.objectTypeId, toObjectTypeId: '0-3' }
      const made = await coreApi.createAssociation(keg.objectTypeId, { ...ends, name: 'node_keg_to_deal' })
      const during = (await coreApi.getById(keg.objectTypeId)).associations.map((one) => one.id)
      await coreApi.archiveAssociation(keg.objectTypeId, made.id)
      const after = (await coreApi.getById(keg.objectTypeId)).associations.map((one) => one.id)
      await coreApi.archive(keg.objectTypeId)
      return {
        name: made.name, to: made.toObjectTypeId, during: during.includes(made.id), after: after.includes(made.id),
      }
    },

    async limits() {
      const { definitionsApi } = crm.associations.v4.schema
      const api = limitsApi()
      const pair = ['contacts', 'deals']
      const [{ typeId }] = (await definitionsApi.create(...pair, { name: 'node_limited', label: 'Limited' })).results
      const spec = { category: 'USER_DEFINED', typeId }
      const most = (found) => found.results.map((one) => one.userEnforcedMaxToObjectIds)
      const created = await api.batchCreate(...pair, { inputs: [{ ...spec, maxToObjectIds: 3 }] })
      const updated = await api.batchUpdate(...pair, { inputs: [{ ...spec, maxToObjectIds: 2 }] })
      const between = most(await api.getAllBetweenTwoObjectTypes(...pair))
      const all = most(await api.getAll())
      await api.batchRemove(...pair, { inputs: [spec] })
      const left = most(await api.getAllBetweenTwoObjectTypes(...pair))
      await definitionsApi.remove(...pair, typeId)
      return { created: most(created), updated: most(updated), between, all, left }
    },

    async links() {
      const { basicApi, batchApi } = crm.associations.v4
      const { id: contact } = await crm.contacts.basicApi.create(blank({ email: 'links@example.org' }))
      const { id: company } = await crm.companies.basicApi.create(blank({ name: 'Linked' }))
      const pair = ['contacts', 'companies']
      const ends = { _from: { id: contact }, to: { id: company } }
      const types = [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 1 }]
      const held = async () => (await basicApi.getPage('contacts', contact, 'companies')).results
        .flatMap((one) => one.associationTypes.map((type) => type.typeId)).sort((a, b) => a - b)
      const plain = await batchApi.createDefault(...pair, { inputs: [ends] })
      const first = await held()
      const labelled = await batchApi.create(...pair, { inputs: [{ ...ends, types }] })
      const second = await held()
      await batchApi.archiveLabels(...pair, { inputs: [{ ...ends, types }] })
      const third = await held()
      await batchApi.archive(...pair, { inputs: [{ _from: { id: contact }, to: [{ id: company }] }] })
      const fourth = await held()
      return { plain: plain.status, labelled: labelled.status, held: [first, second, third, fourth] }
    },

    async merging() {
      const { basicApi, batchApi } = crm.companies
      const one = await basicApi.create(blank({ name: 'One', city: 'Bergen' }))
      const two = await basicApi.create(blank({ name: 'Two', phone: '5' }))
      const merged = await basicApi.merge({ primaryObjectId: one.id, objectIdToMerge: two.id })
      const upserted = await crm.objects.batchApi.upsert('contacts', {
        inputs: ['Once', 'Again'].map((firstname) => ({
          id: `${firstname}@example.org`.toLowerCase(), idProperty: 'email', properties: { firstname },
        })),
      })
      const again = await crm.objects.batchApi.upsert('contacts', {
        inputs: [{ id: 'once@example.org', idProperty: 'email', properties: { firstname: 'Twice' } }],
      })
      const left = await batchApi.read({ properties: [], propertiesWithHistory: [], inputs: [{ id: merged.id }] })
      return {
        name: merged.properties.name, left: left.results.length,
        made: upserted.results.map((row) => row._new), again: again.results.map((row) => [row._new, row.properties.firstname]),
      }
    },

    async fromOutside() {
      const found = await crm.lists.listsApi.doSearch({ query: 'node', additionalProperties: [], offset: 0, count: 5 })
      const read = await crm.lists.listsApi.getAll(found.lists.map((one) => one.listId), true)
      const forms = await client.marketing.forms.formsApi.getPage()
      return {
        found: found.lists.map((one) => one.name), total: found.total, filters: read.lists.map((one) => one.filterBranch !== undefined),
        forms: forms.results.map((one) => one.name),
      }
    },
  }
}
