"""评比, 评委, 推荐, 异议, 光荣榜 (item 8)."""

from __future__ import annotations

from typing import Any

from django.urls import path
from django.utils import timezone

from hehuo.culture.honours import roll, services
from hehuo.culture.honours.forms import ConsentForm, PhotoForm, PublicityForm, ReplyForm, VotesForm
from hehuo.culture.honours.lifecycle import ELECTION, NOMINATION, OBJECTION, ROLL
from hehuo.culture.honours.models import (
    HonourElection,
    HonourNomination,
    HonourObjection,
    HonourRollEntry,
    JuryMember,
)
from hehuo.culture.honours.queries import HANGING, WHERE, entries_shown
from hehuo.culture.honours.voting import count_votes
from hehuo.evidence.queries import openable
from hehuo.kit.asking import Step, StepForm
from hehuo.kit.casework import DatedLedger, asked
from hehuo.kit.ledger import Child
from hehuo.kit.waiting import Waiting
from hehuo.org.rights import requires
from hehuo.org.scope import visible_settlements

SECTION = "评比和光荣榜"


class HonourElectionLedger(DatedLedger):
    """Elections."""

    model, slug, section, item, help = (
        HonourElection,
        "honour-elections",
        SECTION,
        "第8项",
        "honour-elections",
    )
    purpose = "一次评比从公布办法到光荣榜，按步骤办理。没有本人书面同意，什么都不公示。"
    columns = (
        "title",
        "honour",
        "cycle",
        "rules_published_on",
        "nominate_to",
        "state",
        "publicity_to",
        "awarded_on",
    )
    filters = ("settlement", "state", "honour", "rules_published_on", "awarded_on")
    fields = {
        "评比": ("title", "honour", "cycle"),
        "办法和推荐期": ("rules_title", "rules_published_on", "nominate_from", "nominate_to"),
    }
    facts = {
        "办理": ("state", "publicity_from", "publicity_to", "decided_on", "awarded_on"),
        "投票或评议": ("voted_on", "vote_mode", "ballots", "places"),
    }
    search = ("title", "cycle")
    ordering = ("-rules_published_on", "-id")
    children = (
        Child(HonourNomination, "election", ("person", "household", "nominator", "state"), ledger="honour-nominations", shown=60),
        Child(JuryMember, "election", ("name", "comes_from", "recused"), ledger="honour-juries"),
    )  # fmt: skip
    lifecycle, steps = ELECTION, services.ELECTION_STEPS
    elsewhere = ("object",)
    asking = (
        Step(
            "count",
            "登记票数",
            "投票或评议后登记有效票和每一条的得票；按名额进入公示。",
            VotesForm,
            count_votes,
            lambda election: "" if election.state == "voting_or_jury" else "评比到“投票或评议”时登记票数。",
        ),
        asked(
            ELECTION, "publicise", "只公示书面同意的人，用本人选的展示名。", PublicityForm, services.publicise
        ),
        asked(ELECTION, "award", "公示期满、确定结果以后举行表彰。", StepForm, services.award),
    )
    waiting = (
        Waiting("待开始推荐的评比", {"state": "rules_published"}, due="nominate_from"),
        Waiting("推荐中的评比", {"state": "nominating"}, due="nominate_to"),
        Waiting("待征求本人同意的评比", {"state": "consent_collecting"}),
        Waiting("待审核资格的评比", {"state": "qualification_check"}),
        Waiting("待投票或评议的评比", {"state": "voting_or_jury"}),
        Waiting("公示中的评比，期满后确定结果", {"state": "publicised"}, need="approve", due="publicity_to"),
        Waiting("有异议、待确定结果的评比", {"state": "objection"}, need="approve", due="publicity_to"),
        Waiting("待表彰的评比", {"state": "decided"}),
        Waiting("待上光荣榜的评比", {"state": "awarded"}),
    )

    def perform_save(self, form: Any) -> HonourElection:
        """Rules first, ten days of nomination."""
        return self.saved_by(services.save_election, self.entered(form))


class JuryLedger(DatedLedger):
    """Juries."""

    model, slug, section, item, help = JuryMember, "honour-juries", SECTION, "第8项", "honour-elections"
    purpose = "登记评委；被推荐人的亲属要回避，回避后仍是 3 人以上的单数。"
    columns = ("election", "name", "comes_from", "recused", "recusal_reason")
    filters = ("settlement", "comes_from", "recused", "election")
    fields = ("election", "name", "comes_from", "recused", "recusal_reason")
    search = ("name", "name_initials", "election__title")

    def perform_save(self, form: Any) -> JuryMember:
        """Before the vote."""
        return self.saved_by(services.save_jury_member, self.entered(form))


class NominationLedger(DatedLedger):
    """Nominations."""

    model, slug, section, item = HonourNomination, "honour-nominations", SECTION, "第8项"
    help = "honour-nominations"
    purpose = "登记推荐谁、谁推荐、做了什么好事，先审事迹，再征求本人书面同意。"
    columns = ("election", "person", "household", "nominator", "nominated_on", "state", "consented_on")
    filters = ("settlement", "state", "nominator", "nominated_on", "election")
    fields = {"推荐": ("election", "person", "household", "nominator", "nominated_on"), "事迹": ("deeds",)}
    facts = {
        "办理": ("state", "reviewed_on", "votes", "decision", "withdrawn_on"),
        "本人同意": (
            "consented_on", "consent_paper", "display_name", "guardian_consented", "shows_publicity", "shows_roll", "shows_site",
            "shows_media",
        ),
    }  # fmt: skip
    search = (
        "person__name",
        "person__name_initials",
        "household__head_name",
        "household__head_initials",
        "election__title",
    )
    children = (
        Child(HonourObjection, "nomination", ("received_on", "state", "outcome"), ledger="honour-objections"),
        Child(
            HonourRollEntry,
            "nomination",
            ("display_name", "shown_from", "shown_to", "state"),
            ledger="honour-roll",
        ),
    )
    lifecycle, steps = NOMINATION, services.NOMINATION_STEPS
    elsewhere = ("publicise", "award", "refuse", "drop")
    asking = (
        asked(NOMINATION, "consent", "拿到本人签字的同意书以后登记；没有同意的地方不展示。", ConsentForm, services.record_consent),
        asked(NOMINATION, "withdraw", "本人任何时候都可以退出，不需要理由；已上榜的立即隐藏。", StepForm, services.withdraw_nomination),
    )  # fmt: skip
    waiting = (
        Waiting("待审核事迹的推荐", {"state": "nominated"}, need="approve"),
        Waiting("待征求本人同意的推荐", {"state": "reviewed"}),
        Waiting("待审核资格的推荐", {"state": "consented"}, need="approve"),
    )

    def perform_save(self, form: Any) -> HonourNomination:
        """In the nomination period."""
        return self.saved_by(services.save_nomination, self.entered(form))


class HonourObjectionLedger(DatedLedger):
    """Objections."""

    model, slug, section, item, help = (
        HonourObjection,
        "honour-objections",
        SECTION,
        "第8项",
        "honour-objections",
    )
    purpose = "登记公示期内收到的异议。内容保密，只有办理的人写明原因后可以查看。"
    columns = ("received_on", "nomination__election", "state", "outcome", "answered_on")
    filters = ("settlement", "state", "outcome", "received_on", "nomination")
    fields = {"异议": ("nomination", "received_on", "content")}
    facts = {"答复": ("state", "answered_on", "outcome", "reply")}
    search = ("nomination__election__title",)
    ordering = ("-received_on", "-id")
    lifecycle = OBJECTION
    asking = (
        asked(
            OBJECTION, "answer", "由登记人以外、有审核权的同事答复。", ReplyForm, services.answer_objection
        ),
    )
    waiting = (Waiting("待答复的公示异议", {"state": "open"}, need="approve"),)

    def perform_save(self, form: Any) -> HonourObjection:
        """During publicity."""
        return self.saved_by(services.save_objection, self.entered(form))


class RollLedger(DatedLedger):
    """The roll."""

    model, slug, section, item, help = HonourRollEntry, "honour-roll", SECTION, "第8项", "honour-roll"
    purpose = "只展示本人选的名字，最长 12 个月。本人撤回的立即隐藏，24 小时内从展板和网站撤下。"
    columns = (
        "display_name",
        "nomination__election",
        "shown_from",
        "shown_to",
        "on_board",
        "on_site",
        "state",
        "take_down_by",
    )
    filters = ("settlement", "state", "shown_from", "shown_to", "on_board", "on_site", "nomination")
    fields = {
        "光荣榜": ("nomination", "display_name"),
        "展示": ("on_board", "on_site", "in_media", "shown_from", "shown_to"),
    }
    facts = {
        "照片": ("photo_consented_on", "photo"),
        "撤下": ("state", "withdrawn_at", "take_down_by", "taken_down_at"),
    }
    search = ("display_name", "nomination__election__title")
    ordering = ("-shown_from", "-id")
    lifecycle, steps = ROLL, roll.ROLL_STEPS
    asking = (
        Step("photo", "展示照片", "本人在同意书之外单独书面同意了照片以后，才能选。", PhotoForm, roll.choose_photo, roll.cannot_choose),
        Step("no_photo", "撤下照片", "本人随时可以只撤照片；系统马上不再展示，旧的展板 24 小时内换下。", StepForm, roll.remove_photo, roll.cannot_remove),
    )  # fmt: skip
    waiting = (Waiting("本人已撤回、待撤下的光荣榜展示", {"state": "withdrawn"}, due="take_down_by"),)

    @classmethod
    def get_urls(cls) -> list[Any]:
        """The usual addresses, and the board to print and hang up."""
        page = requires(cls.allowed("read"))(cls.as_view(action="board"))
        return [*super().get_urls(), path(f"ledgers/{cls.slug}/board/", page, name=f"{cls.slug}-board")]

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        return self.board(request) if self.action == "board" else super().dispatch(request, *args, **kwargs)

    def board(self, request: Any) -> Any:
        """The honours of a place as they may hang today: the chosen name and the honour, nothing else."""
        places = list(visible_settlements(request.user).order_by("code"))
        place = next((p for p in places if p.code == request.GET.get("place")), places[0] if places else None)
        where = request.GET.get("where", "")
        where = where if where in WHERE else "board"
        entries = list(entries_shown(place, timezone.localdate(), where)) if place else []
        pictures = openable(request.user, [entry.photo for entry in entries if entry.photo])
        told = {
            "place": place,
            "places": places,
            "where": where,
            "wheres": HANGING,
            "entries": entries,
            "pictures": pictures,
        }
        response = self.render("board", **told)
        response.template_name = "honour-roll/board.html"
        return response

    def perform_save(self, form: Any) -> HonourRollEntry:
        """Only as far as consented."""
        return self.saved_by(roll.save_entry, self.entered(form))
