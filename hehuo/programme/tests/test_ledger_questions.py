"""The ledger of questions keeps the contract of all ledgers; it is narrower than the matrix."""

from datetime import date

from hehuo.kit.testing.contract import LedgerContract
from hehuo.programme.models import Signal, VerificationQuery
from hehuo.programme.questions.ledger import QuestionLedger
from hehuo.programme.questions.lifecycle import SUPERVISORS
from hehuo.records.models import Status
from hehuo.records.writing import save_record


class TestQuestions(LedgerContract):
    view = QuestionLedger

    def make(self, settlement, **kw):
        number = next(self.serial)
        query = VerificationQuery(
            settlement=settlement, rule_code=Signal.PHOTO_DATE, question=f"请核对第 {number} 张照片的日期。", occasion=f"照片 {number}",
            due_on=date(2018, 12, 3), **{"status": Status.SUBMITTED, **kw},
        )  # fmt: skip
        return save_record(query, by=self.author)

    def form_data(self, settlement):
        return {"rule_code": Signal.HANDWRITING, "question": "请说明收据上的签名由谁代签。"}

    def writes(self, name):
        return bool(set(self.roles[name]) & set(SUPERVISORS))

    def approves(self, name):
        return False  # a question ends with a conclusion
