"""Ways to spoil a source somebody brings: as files are spoiled by chance, and as they are made to harm.

`spoiled` chooses one: bits, cuts and doubles (`mutate`), a value of a JSON file changed for another, a snippet that makes
some reader count, nest or believe too much, a zip that lies about itself, a folder with links and pipes in it.
"""

import base64
import json
import os
import random
import re
import stat
import struct
import warnings
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.tools.import_seeds import Files
from tests.tools.mutate import mutations

_BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{','.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(9)
)
_LAUGH = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12)
)
_SNIPPETS: tuple[str, ...] = (
    *(
        "\x00",
        "\ufeff",
        "\u202e",
        "\r",
        "\u2028",
        "\ufdd0",
        "]" * 300,
        "[" * 3000,
        "(" * 3000,
        "*" * 5000,
        "_" * 5000,
    ),
    *(
        "`" * 5000,
        "#" * 5000,
        ">" * 5000,
        "- " * 3000,
        "/" * 5000,
        "-" * 5000,
        "|" * 5000,
        " " * 20000,
        "\t" * 5000,
    ),
    *(
        "a" * 100_000,
        "é" * 50_000,
        "[x](" * 3000,
        "![" * 5000,
        "[[" * 5000,
        "![[" * 3000,
        '[""' * 5000,
        "{a|color:" * 3000,
    ),
    *(
        "\n[2013-06-09 15:39] " * 2000,
        "\n[9999-99-99 99:99] x\n",
        "\n[00/00/0000 10:00] x\n",
        "\n[1/1/1 10:00] x\n",
    ),
    *(
        "![x](file:///etc/passwd)",
        "![[/etc/passwd]]",
        "![x](../../../etc/passwd)",
        '[""../../etc/passwd"".png]',
    ),
    *(
        "![x](file:0)",
        "![](photo:0)",
        "[x](entry:../..)",
        '"' * 3001,
        '""' * 2000,
        "," * 5000,
        '\n"\n',
        "<" * 5000,
        "&" * 5000,
    ),
    *(
        "<b>" * 5000,
        "<ul><li>" * 3000,
        "<!--" * 3000,
        "<![CDATA[" * 500,
        "&#x110000;&#xd800;&#0;",
        "<img src=x>" * 1000,
    ),
    *("<a " + "b=c " * 5000, "<script>" * 500, "</p>" * 5000, _LAUGH + "]><x>&m;</x>"),
    *('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>&e;', '<?xml version="1.0" encoding="utf-7"?>'),
    *(
        _BOMB,
        "? [a]: b\n",
        "&a [*a]",
        "!!python/object/apply:os.system ['touch owned']\n",
        "!<tag:x> y",
        "<<: *x\n",
        "\n---\n",
    ),
    *(
        "{a: " * 2000,
        "- " * 5000,
        "%YAML 9.9\n---\n",
        "\n...\n",
        "99999999999999999999: {text: x}\n",
        "1: {text: [x]}\n",
    ),
    *(
        "\ntags: " + "[" * 2000,
        "\ndate: 0000-00-00\n",
        "\ndate: 99999-01-01\n",
        "\ndate: 2023-01-01T00:00:00+99:99\n",
    ),
)

_VALUES: tuple[Any, ...] = (
    *(
        None,
        True,
        False,
        0,
        -1,
        2**31,
        2**63,
        -(2**63),
        2**200,
        1e308,
        -1e308,
        0.1,
        "",
        " ",
        "x" * 100_000,
        [],
        {},
        [[]],
        [{}],
    ),
    *(
        "9999-12-31T23:59:59Z",
        "0001-01-01T00:00:00+23:59",
        "9999-12-31T23:59:59-23:59",
        "2018-02-30",
        "../../x",
        "\x00",
    ),
    *(
        "\ud800",
        "<b>" * 2000,
        "&" * 5000,
        ["x"] * 5000,
        {"x": "y"},
        "Nowhere/City",
        "GMT+99:99",
        1e20,
        -62135596800001,
        "1e999",
    ),
)


def spoiled(form: str, files: Files, rng: random.Random) -> tuple[str, Callable[[Path], Path]]:
    """A word for what was done, and what makes it in a folder."""
    kind = rng.choice(
        ("bytes", "bytes", "snippet", "snippet", "value", "value", "names", "doubled", "zip", "zip")
    )
    if kind == "zip" and form == "zip":
        trick = rng.choice(list(_ZIPS))
        return f"zip, {trick.__name__.strip('_')}", lambda folder: trick(folder, files, rng)
    if kind == "names" and form == "folder":
        trick = rng.choice(list(_FOLDERS))
        return f"folder, {trick.__name__.strip('_')}", lambda folder: trick(folder, files, rng)
    name = rng.choice(
        [name for name in files if not name.endswith((".png", ".jpg", ".jpeg", "abc"))]
        if rng.random() < 0.9
        else list(files)
    )
    changed = dict(files)
    changed[name] = _changed(kind, files[name], name, rng)
    if form == "zip" and rng.random() < 0.2:
        return f"{kind} of a zip", lambda folder: _bytes_of_zip(folder, files, rng)
    return f"{kind} in {name.rsplit('.', 1)[-1]}", lambda folder: placed(folder, form, changed)


def _changed(kind: str, data: bytes, name: str, rng: random.Random) -> bytes:
    if kind == "doubled":
        return data * rng.choice((2, 3, 50))
    if kind == "snippet":
        snippet = rng.choice(_SNIPPETS).encode("utf-8", "surrogatepass")
        at = rng.choice((0, len(data), rng.randrange(len(data) + 1)))
        return data[:at] + snippet + data[at:]
    if kind == "value":
        found = _valued(data, name, rng)
        if found is not None:
            return found
    return next(mutations(data, 1, seed=rng.randrange(2**30)))[1] if data else b"\x00"


def _valued(data: bytes, name: str, rng: random.Random) -> bytes | None:
    """JSON with one value changed for another, gone, or deep."""
    packed = name == "backup.daylio"
    try:
        value = json.loads(base64.b64decode(data) if packed else data)
    except ValueError:
        return None
    places = list(_places(value))
    if not places:
        return None
    holder, key = rng.choice(places)
    choice = rng.random()
    if choice < 0.1:
        del holder[key]
    elif choice < 0.2:
        holder[key] = "@@deep@@"
    elif choice < 0.25:
        holder[key] = "@@long@@"
    else:
        holder[key] = rng.choice(_VALUES)
    text = json.dumps(value)
    text = text.replace('"@@deep@@"', "[" * rng.choice((50, 5000, 200_000))).replace(
        '"@@long@@"', "9" * 10_000
    )
    found = text.encode("utf-8", "surrogatepass")
    return base64.b64encode(found) if packed else found


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in list(items):
        yield value, key
        yield from _places(inner)


def placed(folder: Path, form: str, files: Files) -> Path:
    """The source as a file, a folder or a zip."""
    if form == "file":
        ((name, data),) = files.items()
        (folder / name).write_bytes(data)
        return folder / name
    if form == "zip":
        return _zipped(folder, files)
    for name, data in files.items():
        (folder / "source" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "source" / name).write_bytes(data)
    return folder / "source"


def _zipped(folder: Path, files: Files, how: int = zipfile.ZIP_DEFLATED) -> Path:
    path = folder / "export.zip"
    with zipfile.ZipFile(path, "w", how) as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return path


# -- zips that are not what they seem ----------------------------------------------------------------------


def _bytes_of_zip(folder: Path, files: Files, rng: random.Random) -> Path:
    path = _zipped(folder, files)
    path.write_bytes(next(mutations(path.read_bytes(), 1, seed=rng.randrange(2**30)))[1])
    return path


def _bomb(folder: Path, files: Files, rng: random.Random) -> Path:
    """One member is packed so tightly that it would fill the memory: 64 MiB of nothing in some kilobytes."""
    name = rng.choice(list(files))
    return _zipped(folder, {**files, name: b" " * (64 * 2**20)})


def _many(folder: Path, files: Files, rng: random.Random) -> Path:
    return _zipped(
        folder,
        {**files, **{f"{number}/{rng.randrange(9)}.json": b"" for number in range(3000)}},
        zipfile.ZIP_STORED,
    )


def _outside(folder: Path, files: Files, rng: random.Random) -> Path:
    names = (
        "../../outside.json",
        "/tmp/outside.json",
        "C:\\outside.md",
        "a/../../x.txt",
        "..\\x.md",
        "\\\\host\\x",
        "./././x.md",
    )
    return _zipped(folder, {**files, **{name: rng.choice(list(files.values())) for name in names}})


def _odd_names(folder: Path, files: Files, rng: random.Random) -> Path:
    names = (
        "a" * 60_000 + ".md",
        "\u202etxt.md",
        "CON",
        "nul.txt",
        " ",
        ".",
        "x\ny.md",
        "a/",
        "a//b.md",
        "é.md",
        "2031-01.txt/x",
    )
    return _zipped(folder, {**files, **{name: rng.choice(list(files.values())) for name in names}})


def _links(folder: Path, files: Files, rng: random.Random) -> Path:
    path = _zipped(folder, files)
    with zipfile.ZipFile(path, "a") as packed:
        for name, target in (
            ("link.md", "/etc/passwd"),
            ("2031-09.txt", "/etc/passwd"),
            ("lamp2.png", "../x"),
        ):
            entry = zipfile.ZipInfo(name)
            entry.create_system, entry.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
            packed.writestr(entry, target)
    return path


def _twice(folder: Path, files: Files, rng: random.Random) -> Path:
    path = _zipped(folder, files)
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(path, "a") as packed:
        for name in files:
            entry = zipfile.ZipInfo(rng.choice((name, name.upper())))
            packed.writestr(entry, rng.choice((b"", b"\x00" * 100, next(iter(files.values())))))
    return path


def _nested(folder: Path, files: Files, rng: random.Random) -> Path:
    inner = _zipped(folder, files).read_bytes()
    return _zipped(folder, {"export.zip": inner, **dict.fromkeys(list(files)[:1], inner)})


def _other_packing(folder: Path, files: Files, rng: random.Random) -> Path:
    return _zipped(folder, files, rng.choice((zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)))


def _wrong_fields(folder: Path, files: Files, rng: random.Random) -> Path:
    """A header that lies: sizes, checksums, ways of packing, the flag of encryption, where a member begins."""
    path = _zipped(folder, files)
    data = bytearray(path.read_bytes())
    marks = [
        at.start()
        for mark in (b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06")
        for at in re.finditer(re.escape(mark), data)
    ]
    for _ in range(rng.choice((1, 1, 3))):
        at = rng.choice(marks) + rng.choice((4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 38, 42))
        value = rng.choice((0, 1, 0xFFFF, 0xFFFFFFFF, 99, rng.randrange(2**32)))
        size = rng.choice((2, 4))
        if at + size <= len(data):
            data[at : at + size] = struct.pack("<I", value)[:size]
    path.write_bytes(data)
    return path


_ZIPS = (
    _bytes_of_zip,
    _bomb,
    _many,
    _outside,
    _odd_names,
    _links,
    _twice,
    _nested,
    _other_packing,
    _wrong_fields,
    _wrong_fields,
)


def _linked(folder: Path, files: Files, rng: random.Random) -> Path:
    root = placed(folder, "folder", files)
    for name, target in (
        ("link.md", "/etc/passwd"),
        ("2031-09.txt", "/etc/passwd"),
        ("up", ".."),
        ("loop", "loop"),
        ("lamp2.png", "/dev/zero"),
    ):
        (root / name).symlink_to(target)
    os.mkfifo(root / "2031-08.txt")
    os.mkfifo(root / "pipe.md")
    return root


def _deep(folder: Path, files: Files, rng: random.Random) -> Path:
    root = placed(folder, "folder", files)
    (root / "/".join(["d"] * 60)).mkdir(parents=True)
    (root / "/".join(["d"] * 60) / "2023-01-01.md").write_bytes(b"x")
    return root


def _strange(folder: Path, files: Files, rng: random.Random) -> Path:
    root = placed(folder, "folder", files)
    for name in (
        b"\xff\xfe.md",
        b"new\nline.md",
        b"a" * 250 + b".md",
        b"2031-13.txt",
        b"0000-00.txt",
        b"..md",
        b" .txt",
    ):
        with open(os.fsencode(root) + b"/" + name, "wb") as file:
            file.write(rng.choice(list(files.values())))
    return root


def _empty(folder: Path, files: Files, rng: random.Random) -> Path:
    return placed(
        folder, "folder", {name: b"" if rng.random() < 0.5 else data for name, data in files.items()}
    )


_FOLDERS = (_linked, _deep, _strange, _empty)
