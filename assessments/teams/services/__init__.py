"""The verbs of the teams slice, one file a noun; each is one transaction."""

from assessments.teams.link_secrets import hash_of
from assessments.teams.services.accepting import (
    Joined,
    accept_invitation,
    invitation_to_show,
    join_with_new_account,
    refuse_other_person,
)
from assessments.teams.services.current import choose_current
from assessments.teams.services.invitations import (
    Invited,
    Offer,
    invite_person,
    revoke_invitation,
    send_again,
)
from assessments.teams.services.locking import older_first
from assessments.teams.services.memberships import (
    change_member,
    leave_organisation,
    remove_member,
)
from assessments.teams.services.organisations import CreatedOrganisation, create_organisation
from assessments.teams.services.people import add_person
from assessments.teams.services.products import (
    archive_product,
    create_product,
    delete_product,
    move_product,
    rename_product,
    restore_product,
)
from assessments.teams.services.sent_forms import Sent, once
from assessments.teams.services.team_members import (
    add_team_member,
    change_team_member,
    leave_team,
    remove_team_member,
)
from assessments.teams.services.teams import (
    create_team,
    delete_team,
    rename_organisation,
    rename_team,
    switch_bank_review,
)

__all__ = [
    "CreatedOrganisation",
    "Invited",
    "Joined",
    "Offer",
    "Sent",
    "accept_invitation",
    "add_person",
    "add_team_member",
    "archive_product",
    "change_member",
    "change_team_member",
    "choose_current",
    "create_organisation",
    "create_product",
    "create_team",
    "delete_product",
    "delete_team",
    "hash_of",
    "invitation_to_show",
    "invite_person",
    "join_with_new_account",
    "leave_organisation",
    "leave_team",
    "move_product",
    "older_first",
    "once",
    "refuse_other_person",
    "remove_member",
    "remove_team_member",
    "rename_organisation",
    "rename_product",
    "rename_team",
    "restore_product",
    "revoke_invitation",
    "send_again",
    "switch_bank_review",
]
