"""Unions of the document: one component for each value of the member that tells them apart."""

from mathvidya.api.components import Union, add_components, components, unions
from mathvidya.lib.json_schema import TEXT, ref

SHAPE = {"type": "object", "required": ["kind", "size"], "properties": {"kind": TEXT, "size": {}, "at": TEXT}}


def document():
    return {
        "paths": {"/shapes": {"get": ref("Shape")}},
        "components": {"schemas": {"Shape": SHAPE, "KindEnum": TEXT}},
    }


def made():
    by_kind = Union("kind", lambda: {"round": {"size": ref("Radius")}, "flat_top": {"size": TEXT}})
    with unions.temporarily("Shape", by_kind), components.temporarily("sizes", lambda: {"Radius": TEXT}):
        return add_components(document(), None, None, True)["components"]["schemas"]


def test_a_component_becomes_the_union_of_its_kinds():
    assert made()["Shape"] == {
        "oneOf": [ref("RoundShape"), ref("FlatTopShape")],
        "discriminator": {
            "propertyName": "kind",
            "mapping": {
                "round": "#/components/schemas/RoundShape",
                "flat_top": "#/components/schemas/FlatTopShape",
            },
        },
    }


def test_each_kind_has_all_members_and_its_own():
    kind = {"type": "string", "const": "flat_top"}
    assert made()["FlatTopShape"] == {**SHAPE, "properties": {"kind": kind, "size": TEXT, "at": TEXT}}
    assert made()["RoundShape"]["properties"]["size"] == ref("Radius")


def test_what_nothing_refers_to_is_left_out():
    assert "KindEnum" not in made()
    assert made()["Radius"] == TEXT
