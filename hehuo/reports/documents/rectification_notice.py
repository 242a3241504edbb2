"""整改通知书 (domain §3.3): the problems of one inspection or spot check site by responsible unit: fact, basis, requirement, date."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from hehuo.audit import trail
from hehuo.org.models import Area
from hehuo.org.workdays import chinese_day
from hehuo.programme.models import Finding
from hehuo.programme.models.inspections import FINDING_OPEN, FindingState
from hehuo.programme.supervision.findings.papers import PaperLine
from hehuo.reports.addressees import Place, place_of_unit, words_for
from hehuo.reports.drafting import GONE, draft_of, paper_about
from hehuo.reports.kinds import Kind
from hehuo.reports.models import IssuedDocument, State
from hehuo.reports.numbers import issuer_of
from hehuo.reports.paper import Paper, Table, Text, in_halves, tables_as_data
from hehuo.reports.workflow import headquarters_of

TONES = {State.ISSUED: "ok", State.ARCHIVED: "ok", State.WITHDRAWN: "bad"}
NOTICED = (FindingState.CONFIRMED, *FINDING_OPEN)


VISIT = ("inspection_id", "site_id", "query_id", "responsible_id")
"""Problems that have these in common go into one notice."""


def choices(user: Any) -> list[Finding]:
    """The first problem of every notice that the person may open (one notice for each visit and responsible unit)."""
    found: dict[tuple[int | None, ...], Finding] = {}
    rows = (
        Finding.objects.visible_to(user).filter(state__in=NOTICED).select_related("settlement", "responsible")
    )
    for finding in rows.order_by("id")[:1000]:
        found.setdefault(tuple(getattr(finding, name) for name in VISIT), finding)
    return list(reversed(found.values()))


def find(user: Any, pk: int) -> Finding | None:
    """A problem; its notice holds all of the same visit and unit."""
    return (
        Finding.objects.visible_to(user)
        .filter(state__in=NOTICED, pk=pk)
        .select_related("settlement", "responsible__area", "responsible__successor")
        .first()
    )


def listed_with(finding: Finding) -> list[Finding]:
    """Problems in one notice with this one: those of its paper, else those of the same visit and unit that are in none."""
    paper = paper_about([finding])
    if paper is not None:
        return list(paper.findings.order_by("item_no", "id"))
    standing = IssuedDocument.objects.filter(findings__isnull=False).exclude(state__in=GONE)
    same = {name: getattr(finding, name) for name in VISIT}
    rows = Finding.objects.filter(state__in=NOTICED, **same).exclude(papers__in=standing)
    return list(rows.order_by("item_no", "id"))


def compose(finding: Finding, user: Any) -> Paper:
    """The notice to the responsible unit."""
    return _paper(finding, listed_with(finding))


def _paper(finding: Finding, together: Sequence[Finding]) -> Paper:
    city = issuer_of(Area.get_root_nodes().first())
    day = timezone.localtime(finding.created_at).date()
    place, asked = finding.settlement.name, finding.kind == Finding.Kind.QUESTION
    done = f"向{place}核实有关情况" if asked else f"对{place}开展{finding.get_kind_display()}"
    texts = [
        f"市指挥部{done}，发现下列问题，责任单位为你单位。请按要求整改。",
        "一、整改要求",
        "收到本通知后两个工作日内签收，五个工作日内报送整改方案，写明责任人、措施和时限。整改完成后报送情况和佐证，由市指挥部另行派人复查，"
        "复查合格后销号。",
        "二、问题清单",
    ]
    main, copies = sent_to(finding)
    root = Area.get_root_nodes().first()
    return Paper(
        kind=KIND.code, title=in_halves(f"关于{place}{'核实情况' if asked else finding.get_kind_display()}", "发现问题的整改通知"),
        addressee=words_for(root, main) or finding.responsible.name, blocks=[*map(Text, texts), _list_of(together)],
        signer=city.name, day=day, head=city.head, number=f"{city.code()}〔{day.year}〕　号", office=city.office,
        copies_to=words_for(root, copies),
    )  # fmt: skip


def _list_of(together: Sequence[Finding]) -> Table:
    rows = [
        [
            str(n),
            f.criterion or str(f.item_no),
            f.fact,
            f.basis,
            f.requirement,
            f.get_urgency_display(),
            chinese_day(f.due_on),
        ]
        for n, f in enumerate(together, 1)
    ]
    heads = ["序号", "条目", "问题事实", "依据", "整改要求", "整改类型", "期限"]
    return Table(heads, rows, "", [11, 11, 36, 25, 26, 18, 29])


def sent_to(finding: Finding) -> tuple[list[Place], list[Place]]:
    """主送 to the responsible unit, 抄送 to the county's headquarters and the settlement's community."""
    unit = place_of_unit(finding.responsible)
    copies = [finding.settlement.county, finding.settlement.area]
    return [unit], [place for place in copies if place != unit]


@transaction.atomic
def draft_notice(*, finding: Finding, by: Any, **_told: Any) -> None:
    """The paper of a notice that is issued on the page of a problem: drafted, or joined to the draft of the same visit."""
    area = Area.get_root_nodes().first()
    if headquarters_of(by) != area:
        return
    paper = paper_about([finding])
    if paper is None:
        same = {f"findings__{name}": getattr(finding, name) for name in VISIT}
        waiting = IssuedDocument.objects.filter(kind=KIND.code, state=State.DRAFT, **same)
        paper = waiting.order_by("pk").first()
    if paper is None:
        draft_of(KIND, finding, compose(finding, by), area=area, by=by)
    elif paper.state == State.DRAFT:
        paper.findings.add(finding)
        paper.tables = tables_as_data([_list_of(list(paper.findings.order_by("item_no", "id")))])
        paper.save(update_fields=["tables"])
        trail.record("edit", paper, by=by, data={"finding": finding.pk})


def papers_of(finding: Finding, user: Any) -> list[PaperLine]:
    """Papers that list a problem, with number and state, for its page."""
    rows = IssuedDocument.objects.visible_to(user).filter(findings=finding).exclude(state=State.DROPPED)
    return [
        PaperLine(
            row.number or f"{KIND.label}（未编号）", row.get_state_display(), TONES.get(State(row.state), "wait"),
            reverse("document", args=[row.pk]),
        )
        for row in rows.order_by("pk")
    ]  # fmt: skip


KIND = Kind(
    "rectification_notice", "整改通知", "督查通报", "一次督查（抽查）中同一责任单位的问题合为一份整改通知；发出通知时自动拟稿。", choices, find, compose, official=True,
    sent_to=sent_to, about=listed_with,
)  # fmt: skip
