"""为民办实事 (item 3)."""

from __future__ import annotations

from django import forms

from hehuo.kit.asking import StepForm
from hehuo.kit.casework import DatedLedger, asked
from hehuo.kit.waiting import Waiting
from hehuo.neighbourhood.practical_matters import services
from hehuo.neighbourhood.practical_matters.imports import MatterImporter
from hehuo.neighbourhood.practical_matters.lifecycle import MATTER
from hehuo.neighbourhood.practical_matters.models import PracticalMatter


class FinishForm(StepForm):
    """办结."""

    result = forms.CharField(label="结果", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


ASKING = (
    asked(MATTER, "finish", "写明办了什么。群众确认由另一位同事登记。", FinishForm, services.finish_matter),
    asked(MATTER, "confirm", "电话或上门问过群众，群众说办好了。", StepForm, services.record_confirmation),
    asked(MATTER, "dispute", "群众说没办好，这件事继续办。", StepForm, services.record_dispute),
    asked(MATTER, "unreached", "多次联系不上群众，不算已确认。", StepForm, services.record_unreached),
)


class PracticalMatterLedger(DatedLedger):
    """What was promised to residents and done."""

    model, slug, section, item = PracticalMatter, "practical-matters", "居民自治", "第3项"
    purpose = "登记答应群众的实事：谁办、什么时候办好、群众怎么说。"
    columns = (
        "raised_on",
        "title",
        "origin",
        "beneficiaries",
        "responsible",
        "promised_on",
        "state",
        "done_on",
        "resident_word",
    )
    filters = (
        "settlement",
        "state",
        "origin",
        "raised_on",
        "promised_on",
        "building",
        "request",
        "resolution",
    )
    fields = {
        "事项": ("title", "origin", "serves", "building", "beneficiaries", "request", "resolution"),
        "承诺": ("responsible", "raised_on", "promised_on", "cost_fen"),
    }
    facts = {"办理情况": ("state", "done_on", "result", "resident_word", "confirmed_on")}
    search = ("title", "responsible")
    totals = ("beneficiaries", "cost_fen")
    ordering = ("-raised_on", "-id")
    importer = MatterImporter
    lifecycle, asking = MATTER, ASKING
    waiting = (
        Waiting("承诺了还没开始办的实事", {"state": "promised"}, due="promised_on"),
        Waiting("正在办理的实事", {"state": "doing"}, due="promised_on"),
        Waiting("待听取群众确认的实事", {"state": "done"}),
        Waiting("群众认为没办好的实事", {"state": "disputed"}),
        Waiting("联系不上群众、待再联系的实事", {"state": "unreached"}),
    )
    happened, service = "raised_on", services.save_matter
