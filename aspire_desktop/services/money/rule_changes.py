"""What a change of a version's rules does to claims, within the action that makes it."""

from collections.abc import Mapping

from aspire_desktop.domain.office.values import PlaceId, VersionId
from aspire_desktop.domain.programmes.rule_effects import ClaimState, RuleEffect, rule_effect
from aspire_desktop.services.money.places import settle_left_behind
from aspire_desktop.storage.lookups.money import rule_changes
from aspire_desktop.storage.lookups.money.held_wrongly import left_by_rules_of
from aspire_desktop.storage.work import UnitOfWork


def claims_rest_on(work: UnitOfWork, version_id: VersionId) -> bool:
    """Tell whether a submitted return or an issued certificate rests on a version's rules."""
    return work.ask(rule_changes.is_fixed, version_id)


def claims_by_now(work: UnitOfWork) -> Mapping[PlaceId, ClaimState]:
    """Give how every place stands towards its claim, to be compared once the rules are changed."""
    return work.ask(rule_changes.claim_states, work.clock.today())


def settle_by_new_rules(
    work: UnitOfWork, version_id: VersionId, before: Mapping[PlaceId, ClaimState]
) -> RuleEffect:
    """Let what leavers left behind follow the new rules; give what these take back or add of claims.

    Refuse where a place would be somebody's again and none is free.
    """
    settle_left_behind(work, work.ask(left_by_rules_of, version_id))
    work.flush()
    return rule_effect(before, claims_by_now(work))
