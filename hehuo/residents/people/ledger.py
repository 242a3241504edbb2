"""人口台账: people with their dated memberships and where they live."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from hehuo.kit.asking import Step, SteppedLedger
from hehuo.kit.ledger import Child
from hehuo.residents.people import forms, services
from hehuo.residents.people.imports import PersonImporter
from hehuo.residents.people.models import Membership, Person, ResidenceSpell
from hehuo.residents.people.queries import running_at

ONLY_BY_STEPS = ("household", "relation")


def _membership(person: Person) -> Membership | None:
    rows = Membership.objects.live().filter(
        running_at(timezone.localdate()), person=person, valid_to__isnull=True
    )
    return rows.select_related("person", "household").first()


def _gone(person: Person) -> str:
    if person.deceased_on:
        return f"已登记于 {person.deceased_on} 死亡，不能办理。"
    return ""


def _belongs(person: Person) -> str:
    return _gone(person) or ("" if _membership(person) else "这个人现在不在任何户内，请先办理“转入户”。")


def _not_head(person: Person) -> str:
    return _belongs(person) or ("更换户主请在户的页面办理。" if person.relation == "户主" else "")


def _leave(person: Person, *, by: Any, **told: Any) -> Any:
    row = _membership(person)
    assert row is not None, "`_belongs` has been asked"
    return services.end_membership(row, by=by, **told)


STEPS = (
    Step("residence", "登记居住状态", "走访时看到或问到的情况，不使用手机定位。", forms.ResidenceForm, services.record_residence, _gone),
    Step("join", "转入户", "从这一天起是新户的成员，在原户的关系同一天结束。", forms.JoinForm, services.add_member, _gone),
    Step("relation", "改与户主关系", "从这一天起按新的关系登记，以前的记录保留。", forms.RelationForm, services.change_relation, _not_head),
    Step("leave", "登记变动", "死亡、婚嫁或迁出；从这一天起不再是这户的成员。", forms.LeaveForm, _leave, _belongs),
)  # fmt: skip


class PersonLedger(SteppedLedger):
    """People."""

    model, slug, section, item, help = Person, "people", "居民", "第9、11、12项", "people"
    purpose = "登记搬迁家庭的每一个人，是劳动年龄人口和劳动力的底数。"
    columns = (
        "name", "sex", "birth_date", "id_no", "household__household_no", "relation", "labour_class", "education", "phone",
    )  # fmt: skip
    filters = (
        "settlement", "household__grid", "sex", "birth_date", "labour_class", "not_in_labour", "education", "no_id_reason",
        "household",
    )  # fmt: skip
    fields = {
        "户": ONLY_BY_STEPS,
        "本人": ("name", "id_no", "no_id_reason", "sex", "birth_date", "ethnicity", "phone"),
        "学业和劳动": ("education", "in_school", "labour_class", "not_in_labour"),
        "服务需要": ("health", "speaks_mandarin", "other_languages", "political_status"),
    }
    facts = {"变动": ("deceased_on", "left_on", "left_reason"), "核对": ("question",)}
    search = ("name", "name_initials", "id_no", "phone", "household__household_no")
    children = (
        Child(Membership, "person", ("household", "relation", "valid_from", "valid_to", "end_reason")),
        Child(ResidenceSpell, "person", ("state", "valid_from", "valid_to")),
    )
    form_class = forms.PersonForm
    importer = PersonImporter
    asking = STEPS

    def groups(self) -> dict[str, list[str]]:
        """Whoever is in the register changes household by a step with a date."""
        found = super().groups()
        if self.action == "update":
            found["户"] = [name for name in found["户"] if name not in ONLY_BY_STEPS]
        return found

    def perform_save(self, form: Any) -> Person:
        """The number is read, the name put in order, the membership opened."""
        person = self.entered(form)
        return self.saved_by(services.update_person if person.pk else services.enter_person, person)
