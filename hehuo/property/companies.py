"""A company works with its own rows only (domain §1.4, operator company: F for own contracts).

Whoever reads domain E by the post of an operator company alone sees rows of companies that belong to the own unit.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from hehuo.kit.forms import RecordForm
from hehuo.org.rights import may_read_rows, right_of
from hehuo.org.roles import Role
from hehuo.org.scope import scope_of
from hehuo.records.choices import open_to
from hehuo.records.models import RecordQuerySet, Status


def is_company_user(user: Any) -> bool:
    """Whether the user reads land and shares for a company only."""
    roles = scope_of(user).roles
    return Role.OPERATOR in roles and right_of(roles - {Role.OPERATOR}, "E")[0] not in "FM"


class CompanyRows(RecordQuerySet):
    """Rows of a ledger that a company keeps; `company_path` of the model leads to the company."""

    def visible_to(self, user: Any) -> models.QuerySet:
        """By right and area, and for a company its own rows."""
        rows = super().visible_to(user)
        if not is_company_user(user):
            return rows
        path = self.model.company_path
        if path is None:  # kept by the community alone
            return rows.none()
        unit = f"{path}__unit__in" if path else "unit__in"
        return rows.filter(**{unit: scope_of(user).unit_ids})


def own_companies(user: Any, settlement: Any) -> Any:
    """Companies of the settlement that the user may write for."""
    from hehuo.property.contracts.models import OperatorCompany

    return OperatorCompany.objects.visible_to(user).exclude(status=Status.VOID).filter(settlement=settlement)


def fill_own_company(record: Any, name: str, *, by: Any) -> None:
    """What a company enters belongs to that company; nothing to choose when there is one."""
    if getattr(record, f"{name}_id") or not is_company_user(by):
        return
    companies = list(own_companies(by, record.settlement_id)[:2])
    if len(companies) != 1:
        raise ValidationError({name: "请选择贵公司在这个安置点的登记；没有时请先登记公司。"})
    setattr(record, name, companies[0])


def demand_same_settlement(record: Any, *names: str) -> None:
    """What a record points at lies in the same settlement; raises with the field that does not."""
    for name in names:
        other = getattr(record, name) if getattr(record, f"{name}_id") else None
        if other is not None and other.settlement_id != record.settlement_id:
            label = record._meta.get_field(name).verbose_name
            raise ValidationError({name: f"“{label}”不在这个安置点，请核对。"})


class HolderForm(RecordForm):
    """A form that names a household; a company finds the holders of its own assets (domain §1.4: right-holder only)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields.get("household")
        if field is None or may_read_rows(self.user, "C"):
            return
        from hehuo.property.assets.models import Asset
        from hehuo.residents.households.models import Household

        held = open_to(self.user, Asset).exclude(status=Status.VOID).values("household_id")
        field.queryset = field.rows = Household.objects.live().filter(pk__in=held)
        picked = self.data.get("household") if self.is_bound else self.initial.get("household")
        field.offer(field.rows.filter(pk=picked) if str(picked or "").isdigit() else [])


def fill_holder(record: Any) -> None:
    """The holder's name is that of the household's reference person unless another name is written."""
    if record.household_id and not record.holder_name:
        record.holder_name = record.household.head_name
    if not record.holder_name:
        raise ValidationError({"holder_name": "请选择户，或填写权利人名称。"})
