"""A code is typed back right, a wrong one is never taken, and the field can say which box is wrong."""

import random
from datetime import date

import pytest

from companion import crypto, recovery
from companion.age import Identity
from companion.errors import WrongRecoveryCode, WrongSecret

SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def test_a_code_is_seven_groups_of_five_and_comes_back():
    for _ in range(200):
        secret = recovery.new_secret()
        code = recovery.code(secret)
        assert [len(group) for group in code.split("-")] == [5] * 7
        assert set(code) <= set(SYMBOLS + "-")
        assert recovery.parse(code) == secret
    assert len({recovery.new_secret() for _ in range(100)}) == 100
    for secret in (bytes(18), b"\x0f" + b"\xff" * 17):
        assert recovery.parse(recovery.code(secret)) == secret
    for wrong in (bytes(17), b"\x10" + bytes(17)):
        with pytest.raises(ValueError):
            recovery.code(wrong)


def test_it_may_be_typed_in_any_usual_way():
    secret = bytes.fromhex("0123456789abcdef00000000111111112222")[:18]
    code = recovery.code(secret)
    spellings = [
        code.lower(),
        code.replace("-", " "),
        code.replace("-", ""),
        code.replace("-", " - "),
        code.replace("-", "\u2013"),
        f"\n {code}\n",
        code.replace("0", "o").replace("1", "l"),
        code.replace("0", "O").replace("1", "I"),
        code.replace("V", "u"),
    ]
    for spelling in spellings:
        assert recovery.parse(spelling) == secret, spelling
        assert recovery.wrong_groups(spelling) == []


def misprint(code: str, rng: random.Random) -> tuple[str, set[int], str]:
    """A typing error, the groups it is in (numbered from 1), and its name."""
    groups = code.split("-")
    kind = rng.choice(("symbol", "neighbours", "groups", "missing", "doubled", "two apart"))
    at, column = rng.randrange(7), rng.randrange(5)
    group = groups[at]
    touched = {at + 1}
    if kind == "symbol":
        groups[at] = group[:column] + rng.choice(SYMBOLS) + group[column + 1 :]
    elif kind == "neighbours":
        column = rng.randrange(4)
        groups[at] = group[:column] + group[column + 1] + group[column] + group[column + 2 :]
    elif kind == "groups":
        other = rng.randrange(7)
        groups[at], groups[other] = groups[other], groups[at]
        touched = {at + 1, other + 1}
    elif kind == "missing":
        groups[at] = group[:column] + group[column + 1 :]
    elif kind == "doubled":
        groups[at] = group[: column + 1] + group[column:]
    else:
        other = (at + 1 + rng.randrange(6)) % 7
        for place in (at, other):
            groups[place] = rng.choice(SYMBOLS) + groups[place][1:]
        touched = {at + 1, other + 1}
    return "-".join(groups), touched, kind


def test_ten_thousand_typing_errors():
    rng = random.Random(11)
    tried = named = 0
    while tried < 10_000:
        secret = recovery.new_secret()
        code = recovery.code(secret)
        box = crypto.wrap(crypto.hkdf(secret, salt=b"", info="slot"), b"vault key", public=b"")
        typed, touched, kind = misprint(code, rng)
        if typed == code:
            continue
        tried += 1
        try:
            found = recovery.parse(typed)
        except WrongRecoveryCode as error:
            named += error.facts.get("group") in touched and set(recovery.wrong_groups(typed)) <= touched
        else:
            with pytest.raises(WrongSecret):  # 0 wrong accepted
                crypto.unwrap(crypto.hkdf(found, salt=b"", info="slot"), box, public=b"")
            pytest.fail(f"{kind} was not noticed by the check symbols")
    assert named >= tried * 0.99


def test_two_wrong_symbols_in_one_group_may_pass_the_checks_and_then_open_nothing():
    rng = random.Random(12)
    secret = recovery.new_secret()
    code = recovery.code(secret)
    box = crypto.wrap(crypto.hkdf(secret, salt=b"", info="slot"), b"vault key", public=b"")
    passed = 0
    for _ in range(4_000):
        at = rng.randrange(7) * 6
        wrong = code[:at] + rng.choice(SYMBOLS) + rng.choice(SYMBOLS) + code[at + 2 :]
        if wrong == code:
            continue
        try:
            found = recovery.parse(wrong)
        except WrongRecoveryCode:
            continue
        passed += 1
        with pytest.raises(WrongSecret):
            crypto.unwrap(crypto.hkdf(found, salt=b"", info="slot"), box, public=b"")
    assert passed < 400


def test_nothing_is_marked_wrong_before_it_is_typed():
    code = recovery.code(recovery.new_secret())
    for length in range(len(code) + 1):
        assert recovery.wrong_groups(code[:length]) == []
        assert recovery.wrong_groups(code.replace("-", "")[:length]) == []


def test_a_wrong_group_is_marked_as_soon_as_it_is_complete():
    code = recovery.code(bytes(18))
    wrong = "Z" + code[1:]
    assert recovery.wrong_groups(wrong[:4]) == []
    assert recovery.wrong_groups(wrong[:5]) == [1]
    assert recovery.wrong_groups(wrong) == [1]
    assert recovery.wrong_groups(code[:12] + "!") == [3]
    assert recovery.wrong_groups(code[:3] + code[4:]) == [1]


@pytest.mark.parametrize(
    ("shape", "group"),
    [("", 1), ("{0}", 2), ("{0}-{1}", 3), ("{0}-12", 2), ("{all}-{0}", None), ("\u00fc", 1), ("{all}x", 7)],
)
def test_what_is_not_a_whole_code_is_refused_with_the_place(shape: str, group: int | None):
    groups = recovery.groups(recovery.new_secret())
    with pytest.raises(WrongRecoveryCode) as caught:
        recovery.parse(shape.format(*groups, all="-".join(groups)))
    assert caught.value.facts.get("group") == group


def test_the_sheet_carries_an_age_key_that_tells_nothing_of_the_code():
    secret = recovery.new_secret()
    kit = recovery.kit(secret, 2, date(2030, 1, 31))
    key = Identity.parse(kit.identity)
    assert key == recovery.identity(secret)
    assert key.recipient == kit.recipient
    assert len(kit.identity) == 74
    assert kit.code == "-".join(kit.groups)
    assert len(kit.fingerprint) == 4
    assert kit.fingerprint.isdigit()
    assert kit.fingerprint == recovery.fingerprint(secret)
    assert kit.code not in repr(kit)
    assert kit.identity not in repr(kit)
    assert len({recovery.fingerprint(recovery.new_secret()) for _ in range(50)}) > 40
