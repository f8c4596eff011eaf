"""Numbers that belong to one person or one organisation, told from other numbers by their check digits.

Sources of the formulas: national identity number and D-number: regulation on the National Population Register (folkeregisterforskriften)
section 2-2-1 and the Tax Administration's description of the number (weights of K1 and K2, day + 40 in a D-number); worked example
311299567 -> 31129956715 of fnrinfo.no. Organisation number: Brønnøysund Register Centre, "The organisation number" (weights 3, 2, 7, 6, 5,
4, 3, 2). Bank account: the same modulus 11 with weights 5, 4, 3, 2, 7, 6, 5, 4, 3, 2 over ten digits.
"""

from __future__ import annotations

from collections.abc import Sequence

K1 = (3, 7, 6, 1, 8, 9, 4, 5, 2)
K2 = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
ACCOUNT = K2
ORGANISATION = (3, 2, 7, 6, 5, 4, 3, 2)
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

IDENTITY_NUMBER = "identity_number"
D_NUMBER = "d_number"


def check_digit(digits: str, weights: Sequence[int]) -> int | None:
    """Return the modulus 11 check digit of as many digits as there are weights; None where it would be 10: such numbers are not given.

    >>> check_digit("311299567", K1)
    1
    """
    rest = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11
    digit = (11 - rest) % 11
    return None if digit == 10 else digit


def kind_of_identity(digits: str) -> str:
    """Return IDENTITY_NUMBER or D_NUMBER for eleven digits that begin with a date (month + 40 or + 80: help and test numbers), else "".

    The check digits are another question, which `is_identity_number` answers: a number typed wrong still points at somebody.
    """
    if len(digits) != 11 or not digits.isascii() or not digits.isdigit():
        return ""
    day, month = int(digits[:2]), int(digits[2:4])
    kind = D_NUMBER if day > 40 else IDENTITY_NUMBER
    day = day - 40 if day > 40 else day
    month = month % 40 if month > 12 else month  # 41-52 and 81-92
    return kind if 1 <= month <= 12 and 1 <= day <= _DAYS[month - 1] else ""


def is_identity_number(digits: str) -> bool:
    """Tell whether eleven digits are a national identity number or D-number: a date, and both check digits K1 and K2."""
    if not kind_of_identity(digits):
        return False
    return check_digit(digits[:9], K1) == int(digits[9]) and check_digit(digits[:10], K2) == int(digits[10])


def is_account_number(digits: str) -> bool:
    """Tell whether eleven digits are a bank account number. Trap: every identity number is one too, since K2 has the same weights."""
    return len(digits) == 11 and digits.isascii() and digits.isdigit() and check_digit(digits[:10], ACCOUNT) == int(digits[10])


def is_organisation_number(digits: str) -> bool:
    """Tell whether nine digits are an organisation number (these begin with 8 or 9)."""
    given = len(digits) == 9 and digits.isascii() and digits.isdigit() and digits[0] in "89"
    return given and check_digit(digits[:8], ORGANISATION) == int(digits[8])
