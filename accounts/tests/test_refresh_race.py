"""One refresh token, sixteen parallel uses: exactly one winner, and the family is over."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from accounts.actions.tokens import BadRefreshToken, open_family, rotate
from accounts.models import RefreshFamily
from mathvidya.testing.factories.accounts import UserFactory


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("round_", range(5))
def test_sixteen_parallel_uses_have_one_winner(round_):
    pair = open_family(user=UserFactory())

    def use(_n: int) -> bool:
        try:
            rotate(refresh=pair.refresh)
            return True
        except BadRefreshToken:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(16) as pool:
        wins = list(pool.map(use, range(16)))
    assert sum(wins) == 1
    assert RefreshFamily.objects.get().ended_because == "reuse"
