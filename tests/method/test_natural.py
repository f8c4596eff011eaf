from belegg.method.natural import natural


def test_numbers_in_ids_compare_by_their_size():
    assert sorted(["int-10", "int-2", "doc-3", "int-1b", "int-1"], key=natural) == ["doc-3", "int-1", "int-1b", "int-2", "int-10"]
    assert sorted(["10", "9", "a9", "", "a10"], key=natural) == ["", "9", "10", "a9", "a10"]
