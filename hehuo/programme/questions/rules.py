"""The rules that raise questions, each explained in the words that the page shows (domain §2.0.5)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from hehuo.programme.models import Signal
from hehuo.programme.questions import answers, entries, gatherings, photos, texts, totals
from hehuo.programme.questions.hits import Field, Hit


@dataclass(frozen=True)
class Rule:
    """One rule: what it looks at, why it asks. `find` is None where only a person can look; `instead` then says what is done."""

    signal: Signal
    looks_at: str
    why: str
    find: Callable[[Field], Iterable[Hit]] | None = None
    instead: str = ""

    @property
    def by_itself(self) -> bool:
        """Whether it is asked every night; a template must not call `find`."""
        return self.find is not None


RULES: tuple[Rule, ...] = (
    Rule(Signal.SAME_PHOTO, f"两张照片的 64 位指纹相差不超过 {photos.ALIKE_BITS} 位，却分别印证两条记录。",
         "同一张照片可以印证几件事，但要写明引用同一份资料。", photos.same_photos),
    Rule(Signal.PHOTO_DATE, f"照片记录的拍摄日期与填写的事实日期相差超过 {photos.DAYS_APART} 天。画面里的横幅、日期由人抽看。",
         "可能是日期填错、相机时间不准，也可能是事后补拍。", photos.photos_of_another_day),
    Rule(Signal.ENTERED_IN_A_ROW, "同一个人 30 分钟内登记同一台账 10 条以上、说的是 5 个以上不同日子；或一个季度过半的记录是最后 7 天登记的。",
         "允许补录，补录会注明并计数；集中补录时请说明原始依据。", entries.entered_in_a_row),
    Rule(Signal.ROLL, "签到名单里有登记已去世、登记在省外就业、同一时间在另一场签到的人，或上课时间的义务教育阶段学生。只说人数，不说姓名。",
         "可能是签到错、台账错，也可能是补的名单。", gatherings.rolls_to_check),
    Rule(Signal.HEADCOUNT, f"同一时间在一个场所的参加人数合计超过容纳人数，或同类活动连续 {gatherings.ALIKE_IN_A_ROW} 场人数完全相同（{gatherings.SMALL} 人以上）。",
         "人数要能说清怎样清点。", gatherings.headcounts_to_check),
    Rule(Signal.SAME_TEXT, f"两次会议记录的文字片段 {texts.SAME_PERCENT}% 以上相同，包括其他社区的会议。",
         "每次会议议的事不同，记录也应不同。", texts.same_minutes),
    Rule(Signal.RATINGS, f"近三个月 {answers.RATINGS_NEED} 个以上办件评价全是同一档。不看评价人的设备。",
         "评价应由群众自己作出。", answers.ratings_all_alike),
    Rule(Signal.CLOSED_QUICKLY, f"诉求在系统中登记后 10 分钟内办结而不是当场办结（导入的不算）、没有反馈就结案，或返工 {answers.REOPENED} 次以上。",
         "是否解决由群众说了算。", answers.requests_closed_quickly),
    Rule(Signal.REVISIT, "近三个月的电话、入户抽查 5 次以上，一致的不到八成。",
         "台账整齐不等于实际如此，回访能看出差别。", totals.checks_that_differ),
    Rule(Signal.THRESHOLD, "半年末刚好达到满分线（高出不超过 2 个百分点），45 天后低于满分线 10 个百分点以上。",
         "为检查突击做的事留不住。", totals.falls_after_the_deadline),
    Rule(Signal.TOTALS, f"安置点的套数与房屋台账不一致，或各户核定搬迁人口合计与分房时在册的家庭成员相差 {totals.PEOPLE_APART} 人以上且超过 {totals.PERCENT_APART}%。规划数不比。",
         "合计与分项不符，报上去的数就对不上。", totals.totals_that_differ),
    Rule(Signal.HANDWRITING, "许多收据、签字表上的字迹相同。", "只能由人抽看少量样本判断。",
         instead="由督查人员抽看后，在“新增”中提问。"),
    Rule(Signal.PROXY, "代人签到。", "本系统不做人脸识别，不采集指纹，也不要求打卡。",
         instead="以参加群众的确认和第二人清点代替；有疑问由人提问。"),
)  # fmt: skip
"""In the order of their codes."""
