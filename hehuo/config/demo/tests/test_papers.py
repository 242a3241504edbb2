"""Evidence and requests about own data in the demo city: every state, every way to prove, late and in time."""

import pytest

from hehuo.evidence.models import EvidenceFile, Proof, ProofKind, ProofState
from hehuo.residents.models import DataSubjectRequest as D

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_city")]


def test_evidence_of_every_kind_in_every_state():
    found = Proof.objects.live()
    assert set(found.values_list("kind", flat=True)) == set(ProofKind.values)
    assert set(found.values_list("state", flat=True)) == set(ProofState.values) - {ProofState.UPLOADED}
    assert EvidenceFile.objects.live().filter(proofs__isnull=True).exists(), "uploaded, proves nothing yet"
    assert {row.counts for row in found.filter(state=ProofState.ARCHIVED)} == {True, False}


def test_nobody_verified_or_accepted_the_own_evidence():
    for row in Proof.objects.all():
        hands = [row.created_by_id, row.verified_by_id, row.decided_by_id]
        taken = [hand for hand in hands if hand]
        assert len(taken) == len(set(taken)), row


def test_requests_about_own_data_in_every_state():
    assert set(D.objects.values_list("state", flat=True)) == set(D.State.values)
    assert set(D.objects.values_list("kind", flat=True)) == set(D.Kind.values)
    assert {"granted", "refused"} <= set(D.objects.values_list("outcome", flat=True))
    late = [row for row in D.objects.all() if row.answered_late]
    assert late and len(late) < D.objects.count() / 10
    assert not D.objects.filter(outcome="refused", ground="").exists()
