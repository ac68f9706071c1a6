"""Users, organisations, members, teams and products: what staff may change.

People are chosen by id in a small window: the list with search loads styles the site forbids.
"""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from assessments.admin.readonly import AnyModelAdmin
from assessments.teams.models import Member, Organisation, Product, Team, TeamMember, User

if TYPE_CHECKING:  # generic for the type checker only
    TabularInline = admin.TabularInline[Any, Any]
    PeopleAdmin = UserAdmin[User]
    CreationForm = AdminUserCreationForm[User]
else:
    TabularInline, PeopleAdmin, CreationForm = admin.TabularInline, UserAdmin, AdminUserCreationForm


class EditableAdmin(AnyModelAdmin):
    """Edits a row in its place: what lies where is moved and deleted by the services alone."""

    fixed: tuple[str, ...] = ()

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        return self.fixed if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class NewUserForm(CreationForm):
    class Meta:
        model = User
        fields = ("email", "name")

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class MembershipInline(TabularInline):
    model = Member
    extra = 0
    raw_id_fields = ("user", "organisation")


class TeamMemberInline(TabularInline):
    model = TeamMember
    extra = 0
    raw_id_fields = ("user", "team")


@admin.register(User)
class PersonAdmin(PeopleAdmin):
    add_form = NewUserForm
    list_display = ("email", "name", "is_active", "is_staff", "date_joined")
    list_filter = ("is_active", "is_staff", "is_superuser")
    ordering = ("email",)
    search_fields = ("email", "name")
    readonly_fields = ("last_login", "date_joined")
    filter_horizontal = ("groups",)
    inlines = (MembershipInline,)
    fieldsets = (
        (None, {"fields": ("email", "name", "password")}),
        (_("Rights"), {"fields": ("is_active", "is_staff", "is_superuser", "groups")}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"fields": ("email", "name", "usable_password", "password1", "password2")}),
    )

    def get_inlines(self, request: Any, obj: User | None) -> Any:
        return self.inlines if obj else ()


@admin.register(Organisation)
class OrganisationAdmin(EditableAdmin):
    list_display = ("name", "slug", "created_at")
    search_fields = ("name", "slug")
    inlines = (MembershipInline,)
    prepopulated_fields = {"slug": ("name",)}


@admin.register(Member)
class MemberAdmin(AnyModelAdmin):
    list_display = ("user", "organisation", "role", "edits_banks")
    list_filter = ("role", "edits_banks")
    list_select_related = ("user", "organisation")
    raw_id_fields = ("user", "organisation")
    search_fields = ("user__email", "user__name", "organisation__name")


@admin.register(Team)
class TeamAdmin(EditableAdmin):
    list_display = ("name", "organisation")
    list_select_related = ("organisation",)
    raw_id_fields = ("organisation",)
    fixed = ("organisation",)
    search_fields = ("name", "organisation__name")
    inlines = (TeamMemberInline,)


@admin.register(TeamMember)
class TeamMemberAdmin(AnyModelAdmin):
    list_display = ("user", "team", "role", "discipline")
    list_filter = ("role", "discipline")
    list_select_related = ("user", "team")
    raw_id_fields = ("user", "team")
    search_fields = ("user__email", "user__name", "team__name")


@admin.register(Product)
class ProductAdmin(EditableAdmin):
    list_display = ("name", "team", "archived_at", "created_at")
    list_select_related = ("team",)
    raw_id_fields = ("team",)
    fixed = ("team",)
    search_fields = ("name", "team__name")
