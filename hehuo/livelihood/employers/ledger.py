"""用人单位, “四个凉都”载体, 就业服务窗口 (item 12)."""

from __future__ import annotations

from typing import Any

from hehuo.kit.asking import SteppedLedger
from hehuo.kit.ledger import Child
from hehuo.livelihood.employers.imports import BaseImporter, EmployerImporter, WindowImporter
from hehuo.livelihood.employers.models import Employer, EmploymentWindow, JobBase
from hehuo.livelihood.employers.services import save_employer
from hehuo.livelihood.jobs.models import JobOpening


class EmployerLedger(SteppedLedger):
    """Employers; a blocked one takes its openings with it."""

    model, slug, section, item, help = Employer, "employers", "就业", "第12项", "employers"
    purpose = "登记提供岗位的单位，先核验再发布岗位。"
    columns = ("name", "uscc", "industry", "place", "contact", "contact_phone", "check_result")
    filters = ("settlement", "check_result", "industry")
    fields = {
        "单位": ("name", "uscc", "industry", "place"),
        "联系": ("contact", "contact_phone"),
        "核验": ("check_result", "check_note"),
    }
    search = ("name", "initials", "uscc")
    children = (Child(JobOpening, "employer", ("title", "headcount", "state", "valid_to"), ledger="jobs"),)
    importer = EmployerImporter

    def perform_save(self, form: Any) -> Employer:
        """The code is checked; blocking an employer needs somebody else than who entered it."""
        return self.saved_by(save_employer, self.entered(form))


class JobBaseLedger(SteppedLedger):
    """The four kinds of job bases."""

    model, slug, section, item, help = JobBase, "job-bases", "就业", "第12项", "job-bases"
    purpose = "登记凉都工匠场、凉都锦绣坊、凉都青创汇、凉都扶贫工厂，看吸纳了多少搬迁群众。"
    card_title = "name"
    columns = ("kind", "name", "led_by", "site", "opened_on", "closed_on", "jobs_total", "relocated_hired")
    filters = ("settlement", "kind", "opened_on")
    fields = {
        "载体": ("kind", "name", "led_by", "site", "opened_on", "closed_on"),
        "岗位": ("jobs_total", "relocated_hired", "benefit"),
    }
    search = ("name", "site")
    importer = BaseImporter
    totals = ("jobs_total", "relocated_hired")


class EmploymentWindowLedger(SteppedLedger):
    """Windows, standing or mobile."""

    model, slug, section, item = EmploymentWindow, "employment-windows", "就业", "第12项"
    help = "employment-windows"
    purpose = "登记安置点的就业服务窗口：常设，或每周定时来的流动窗口。"
    columns = (
        "kind", "place", "hours", "half_days_a_week", "staff_name", "opened_on", "closed_on", "visits_last_month",
    )  # fmt: skip
    filters = ("settlement", "kind", "opened_on")
    fields = {
        "窗口": ("kind", "place", "opened_on", "closed_on"),
        "服务": ("hours", "half_days_a_week", "staff_name", "visits_last_month"),
    }
    search = ("place", "staff_name")
    importer = WindowImporter
    totals = ("visits_last_month",)
