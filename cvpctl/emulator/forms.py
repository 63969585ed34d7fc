"""Forms: their definitions. Read only; they come from outside. Shapes are those of the reference."""

from typing import Any
from uuid import UUID

from cvpctl.emulator.call import Call
from cvpctl.emulator.cursor_pages import cursor_page
from cvpctl.emulator.errors import Body
from cvpctl.emulator.store import Portal

FORMS = "forms"
FORM_TYPES = ("hubspot", "captured", "flow", "blog_comment")
MOST_IN_A_PAGE = 100
USUAL_PAGE = 20


def add_form(portal: Portal, name: str, groups: list[Any], *, form_type: str = "hubspot") -> Body:
    form_id, moment = str(UUID(int=portal.next_number(FORMS))), portal.now()
    body: Body = {
        "formType": form_type,
        "id": form_id,
        "name": name,
        "createdAt": moment,
        "updatedAt": moment,
        "archived": False,
        "fieldGroups": groups,
        "configuration": {
            "language": "en",
            "cloneable": True,
            "editable": True,
            "archivable": True,
            "recaptchaEnabled": False,
            "notifyContactOwner": False,
            "notifyRecipients": [],
            "createNewContactForNewEmail": False,
            "prePopulateKnownValues": True,
            "allowLinkToResetKnownValues": False,
            "lifecycleStages": [],
            "postSubmitAction": {"type": "thank_you", "value": "Thank you."},
        },
        "displayOptions": {
            "renderRawHtml": False,
            "theme": "default_style",
            "submitButtonText": "Submit",
            "style": _STYLE,
        },
        "legalConsentOptions": {"type": "none"},
    }
    portal.put(FORMS, form_id, body)
    return body


_STYLE = {
    "fontFamily": "arial, sans-serif", "backgroundWidth": "100%", "labelTextColor": "#33475b",
    "labelTextSize": "14px", "helpTextColor": "#7C98B6", "helpTextSize": "11px", "legalConsentTextColor": "#33475b",
    "legalConsentTextSize": "14px", "submitColor": "#ff7a59", "submitAlignment": "left",
    "submitFontColor": "#ffffff", "submitSize": "12px",
}  # fmt: skip


def list_forms(call: Call) -> Body:
    """Those of HubSpot's editor unless `formTypes` names others or `all`; at most 100 a page (assumed)."""
    wanted = call.listed("formTypes") or ["hubspot"]
    types = FORM_TYPES if "all" in wanted else wanted
    found = [
        one
        for one in call.portal.all(FORMS).values()
        if one["formType"] in types and one["archived"] == call.asks("archived")
    ]
    return cursor_page(call, found, usual=USUAL_PAGE, most=MOST_IN_A_PAGE)
