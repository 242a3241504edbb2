"""通报 as a paper (domain §3.4): the words, problems and tasks of a bulletin of the supervision pages, with its number."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from hehuo.org.models import Area
from hehuo.org.workdays import chinese_day
from hehuo.programme.models import Bulletin
from hehuo.programme.models.bulletins import BULLETIN_OUT
from hehuo.programme.supervision.bulletins.issued import AsIssued, KeptLine
from hehuo.reports import privacy
from hehuo.reports.keeping import write_and_keep
from hehuo.reports.kinds import Kind
from hehuo.reports.models import KeptBulletin
from hehuo.reports.numbers import issuer_of
from hehuo.reports.paper import Block, Paper, Table, paper_as_data, texts_of

PROBLEMS, TASKS = "督查发现的问题", "责任任务办理情况"


def choices(user: Any) -> list[Bulletin]:
    """Bulletins that the person may open."""
    return list(Bulletin.objects.visible_to(user)[:200])


def find(user: Any, pk: int) -> Bulletin | None:
    """One of them."""
    return Bulletin.objects.visible_to(user).filter(pk=pk).first()


def compose(bulletin: Bulletin, user: Any) -> Paper:
    """The bulletin: as it went out, or as its problems and tasks stand now while it is drafted and has no number yet."""
    kept = _kept(bulletin)
    return kept.paper() if kept else _present(bulletin)


def kept_files(bulletin: Bulletin) -> KeptBulletin | None:
    """Files of an issued bulletin. One that went out before files were kept is kept when somebody first asks for it."""
    if bulletin.state not in BULLETIN_OUT:
        return None
    return _kept(bulletin) or keep_issued(bulletin=bulletin)


@transaction.atomic
def keep_issued(*, bulletin: Bulletin, pdf: bool = True, **_told: Any) -> KeptBulletin:
    """Write the files of a bulletin that goes out, in the city's own template where there is one.

    Whoever keeps it first wins: who asks at the same moment gets the same row and files."""
    paper = _present(bulletin)
    privacy.check(paper)
    made = KeptBulletin(
        bulletin=bulletin, kind=KIND.code, area=Area.get_root_nodes().first(), words=paper_as_data(paper),
        finding_ids=[row.pk for row in bulletin.findings.all()], task_ids=[row.pk for row in bulletin.tasks.all()],
    )  # fmt: skip
    write_and_keep(made, pdf=pdf)
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:
        return KeptBulletin.objects.get(bulletin=bulletin)
    return made


def as_issued(bulletin: Bulletin) -> AsIssued | None:
    """What went out, for the page of the bulletin."""
    if bulletin.state not in BULLETIN_OUT:
        return None
    kept = _kept(bulletin)
    if kept is None:
        try:
            kept = keep_issued(bulletin=bulletin, pdf=False)
        except ValidationError:  # nothing can be kept of it: its page shows it as it stands
            return None
    paper = kept.paper()
    tables = {table.title: table for table in paper.tables()}
    problems, tasks = tables.get(PROBLEMS), tables.get(TASKS)
    return AsIssued(
        paper.title, paper.texts(), problems.heads if problems else (), _lines(problems, kept.finding_ids),
        tasks.heads if tasks else (), _lines(tasks, kept.task_ids),
    )  # fmt: skip


def _lines(table: Table | None, ids: list[int]) -> list[KeptLine]:
    rows = table.rows if table else []
    known = ids if len(ids) == len(rows) else [None] * len(rows)
    return [KeptLine(pk, row) for pk, row in zip(known, rows, strict=True)]


def _kept(bulletin: Bulletin) -> KeptBulletin | None:
    return KeptBulletin.objects.filter(bulletin=bulletin).first()


def _present(bulletin: Bulletin) -> Paper:
    city = issuer_of(Area.get_root_nodes().first())
    units = [row.unit.name for row in bulletin.units.select_related("unit")]
    day = bulletin.issued_on or timezone.localdate()
    tables: list[Block] = [*_problems(bulletin), *_tasks(bulletin)]
    return Paper(
        kind=KIND.code, title=bulletin.title, addressee="、".join(units) or "各县（市、特区、区）易地扶贫搬迁工程建设指挥部，市直有关单位",
        blocks=[*texts_of(bulletin.body), *tables], signer=city.name, day=day, head=city.head,
        number=bulletin.doc_no or f"{city.code('发')}〔{day.year}〕　号", office=city.office, copies_to="市指挥部领导",
        printed=f"共印 {bulletin.copies} 份" if bulletin.copies else "",
    )  # fmt: skip


def _problems(bulletin: Bulletin) -> list[Table]:
    rows = [
        [
            str(n),
            f.settlement.name,
            f.criterion or str(f.item_no),
            f.fact,
            f.requirement,
            f.responsible.name,
            chinese_day(f.due_on),
        ]
        for n, f in enumerate(bulletin.findings.select_related("settlement", "responsible"), 1)
    ]
    heads = ["序号", "安置点", "条目", "问题", "整改要求", "责任单位", "期限"]
    return [Table(heads, rows, PROBLEMS, [11, 16, 11, 40, 25, 24, 29])] if rows else []


def _tasks(bulletin: Bulletin) -> list[Table]:
    rows = [
        [str(n), t.title, t.lead.name, chinese_day(t.due_on), t.get_state_display()]
        for n, t in enumerate(bulletin.tasks.select_related("lead"), 1)
    ]
    return (
        [Table(["序号", "任务", "牵头单位", "时限", "进展"], rows, TASKS, [11, 50, 42, 35, 18])]
        if rows
        else []
    )


KIND = Kind(
    "bulletin", "通报", "督查通报", "按督查通报的内容生成公文，附列入的问题和任务；印发时存档，以后问题有变化也不改。印发、签阅和撤回在通报页面办理。", choices, find, compose,
    checked=True, kept=kept_files,
)  # fmt: skip
