"""A registry refuses what is taken, keeps its order, and forgets what a test added."""

import pytest

from mathvidya.lib.registry import AlreadyRegistered, NotRegistered, Registry


@pytest.fixture
def flavours() -> Registry[str]:
    made: Registry[str] = Registry("flavour")
    made.register("mango", "sweet", order=20)
    made.register("lime", "sour", order=10)
    made.register("salt", "salty", order=20)
    return made


def test_things_come_in_their_order_and_equals_as_they_were_registered(flavours):
    assert list(flavours) == ["lime", "mango", "salt"]
    assert flavours.values() == ["sour", "sweet", "salty"]


def test_a_name_is_given_once(flavours):
    with pytest.raises(AlreadyRegistered, match="flavour named 'lime'"):
        flavours.register("lime", "bitter")
    assert flavours["lime"] == "sour"


def test_what_is_unknown_says_so(flavours):
    with pytest.raises(NotRegistered, match="no flavour named 'neem'"):
        flavours["neem"]
    assert flavours.get("neem") is None
    assert "neem" not in flavours


def test_a_test_registers_for_itself_alone(flavours):
    with flavours.temporarily("neem", "bitter", order=15):
        assert list(flavours) == ["lime", "neem", "mango", "salt"]
    assert list(flavours) == ["lime", "mango", "salt"]


def test_a_test_cannot_take_a_name_away(flavours):
    with pytest.raises(AlreadyRegistered), flavours.temporarily("lime", "bitter"):
        pass
    assert flavours["lime"] == "sour"
