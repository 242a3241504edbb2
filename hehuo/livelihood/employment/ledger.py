"""就业台账, 稳岗回访, 公益性岗位 (item 12)."""

from __future__ import annotations

from typing import Any

from hehuo.kit.asking import SteppedLedger
from hehuo.kit.casework import CaseLedger, asked
from hehuo.kit.ledger import Child
from hehuo.kit.waiting import Waiting
from hehuo.livelihood.employment import due
from hehuo.livelihood.employment.duty_months import record_duty_month, save_duty_month
from hehuo.livelihood.employment.forms import DutyMonthForm, SpellForm
from hehuo.livelihood.employment.imports import (
    EmploymentImporter,
    PublicPostImporter,
    PublicPostMonthImporter,
)
from hehuo.livelihood.employment.models import (
    EmploymentSpell,
    PublicPostMonth,
    PublicWelfareAssignment,
    RetentionFollowup,
)
from hehuo.livelihood.employment.public_posts import PUBLIC_POST, STEPS
from hehuo.livelihood.employment.services import record_employment, save_followup, save_post
from hehuo.livelihood.pages import PEOPLE_SEARCH


class EmploymentLedger(SteppedLedger):
    """Spells: from, to, proof, last confirmation."""

    model, slug, section, item, help = EmploymentSpell, "employment", "就业", "第12项", "employment"
    purpose = "登记谁在哪里做什么工作、有什么印证，31 天内核实过的才计为就业。"
    columns = (
        "person", "person__household__household_no", "kind", "employer_name", "job_title", "place", "valid_from",
        "valid_to", "proof_kind", "confirmed_on",
    )  # fmt: skip
    filters = (
        "settlement", "kind", "place", "proof_kind", "valid_from", "confirmed_on", "contract_kind", "person", "employer",
    )  # fmt: skip
    fields = {
        "人员": ("person", "kind", "place"),
        "单位": ("employer", "employer_name", "job_title", "contract_kind", "wage_band"),
        "起止": ("valid_from", "valid_to", "end_reason"),
        "核实": ("proof_kind", "confirmed_on"),
    }
    facts = {"来源": ("recommendation",)}
    search = (*PEOPLE_SEARCH, "employer_name")
    children = (
        Child(RetentionFollowup, "spell", ("day", "still_employed", "problem", "action"), ledger="retention-followups"),
    )  # fmt: skip
    form_class = SpellForm
    importer = EmploymentImporter
    waiting = (
        Waiting("7 天内要再核实的就业（31 天有效）", name="confirm", rows=due.spells_to_confirm),
        Waiting("该做稳岗回访的（上岗后 7、30、90、180 天）", name="follow-up", rows=due.followups),
        Waiting("本人已离开或去世、仍登记在岗的", name="gone", rows=due.spells_of_people_gone),
    )

    def perform_save(self, form: Any) -> EmploymentSpell:
        """Nobody under 16, nobody twice at the same employer, nothing in the future."""
        spell = self.entered(form)
        spell.occurred_on = spell.valid_from
        return self.saved_by(record_employment, spell)


class RetentionFollowupLedger(SteppedLedger):
    """Visits after 7, 30, 90 and 180 days."""

    model, slug, section, item = RetentionFollowup, "retention-followups", "就业", "第12项"
    help = "retention-followups"
    purpose = "上岗后第 7、30、90、180 天回访，还在岗的同时算核实一次，离岗的转入求职。"
    columns = (
        "spell__person",
        "spell__employer_name",
        "day",
        "still_employed",
        "problem",
        "action",
        "occurred_on",
    )
    filters = ("settlement", "day", "still_employed", "occurred_on", "spell")
    fields = ("spell", "day", "occurred_on", "still_employed", "problem", "action")
    search = ("spell__person__name", "spell__person__name_initials", "spell__employer_name")

    def perform_save(self, form: Any) -> RetentionFollowup:
        """Still there confirms the spell, gone ends it."""
        return self.saved_by(save_followup, self.entered(form))


class PublicPostLedger(CaseLedger):
    """Public-welfare posts, from the approved demand to the end of the contract."""

    model, slug, section, item = PublicWelfareAssignment, "public-welfare-posts", "就业", "第12项"
    help = "public-welfare-posts"
    purpose = "登记公益性岗位的申请、审核、公示、合同、出勤和退出。"
    columns = (
        "post_type",
        "person",
        "person__household__household_no",
        "employer_name",
        "state",
        "contract_from",
        "contract_to",
        "last_duty_month",
    )
    filters = ("settlement", "state", "post_type", "contract_to", "exit_reason", "person")
    fields = {
        "岗位": ("post_type", "employer_name", "person", "hardship_category"),
        "合同": ("contract_from", "contract_to", "subsidy_fen"),
        "退出": ("exit_reason",),
    }
    facts = {"办理": ("state", "publicised_on", "last_duty_month")}
    search = (*PEOPLE_SEARCH, "employer_name")
    importer = PublicPostImporter
    lifecycle, steps = PUBLIC_POST, STEPS
    asking = (
        asked(PUBLIC_POST, "pay", "一个月登记一次：应出勤几天、实际几天、补贴多少。人多的可以用月出勤台账整表导入。", DutyMonthForm, record_duty_month),
    )  # fmt: skip
    children = (
        Child(
            PublicPostMonth, "post", ("month", "days_due", "days_on", "paid_on"), ledger="public-post-months"
        ),
    )
    waiting = (
        Waiting("待审核的公益性岗位申请", {"state": "applied"}, need="approve"),
        Waiting("待发布的公益性岗位", {"state": "demand_approved"}),
        Waiting("已发布、待登记申请的公益性岗位", {"state": "announced"}),
        Waiting("已审核、待公示的公益性岗位", {"state": "reviewed"}),
        Waiting("公示中的公益性岗位", {"state": "publicised"}),
        Waiting("已签约、待上岗的公益性岗位", {"state": "contracted"}),
        Waiting("要登记上月出勤和补贴的公益性岗位", name="duty", rows=due.duty_to_record),
    )

    def perform_save(self, form: Any) -> PublicWelfareAssignment:
        """Without a person it is a demand; with one an application."""
        return self.saved_by(save_post, self.entered(form))


class PublicPostMonthLedger(CaseLedger):
    """What holders of posts did month by month."""

    model, slug, section, item = PublicPostMonth, "public-post-months", "就业", "第12项"
    help = "public-post-months"
    purpose = "登记公益性岗位每人每月出勤几天、补贴发了多少；出勤同时算这个人的就业核实一次。"
    columns = (
        "person", "person__household__household_no", "month", "post__post_type", "post__employer_name", "days_due", "days_on",
        "subsidy_fen", "paid_on",
    )  # fmt: skip
    filters = ("settlement", "month", "post__post_type", "paid_on", "person", "post")
    fields = ("post", "month", "days_due", "days_on", "subsidy_fen", "paid_on")
    facts = {"人员": ("person",)}
    search = (*PEOPLE_SEARCH, "post__employer_name")
    totals = ("days_due", "days_on")
    ordering = ("-month", "-id")
    importer = PublicPostMonthImporter
    only_new = ("post", "month")

    def perform_save(self, form: Any) -> PublicPostMonth:
        """A month of the contract; a newer one moves the post on."""
        return self.saved_by(save_duty_month, self.entered(form))
