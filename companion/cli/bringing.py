"""`companion import`: files of this app, calendars, and what other diaries export."""

import dataclasses
import json
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from companion.cli import calendars
from companion.cli.sentences import WHY
from companion.errors import UsageError

if TYPE_CHECKING:
    from companion.cli.commands import Cards
    from companion.interchange.coming import Answers, Pictures, Preview, Remark
    from companion.workspace import Workspace

CALENDAR = "ics"
_STEP = 0.2
_LISTED = 3


def import_(words: Namespace, _cards: "Cards | None", *, pictures: "Pictures | None" = None) -> int:
    """Bring in files, one after the other; each comes in whole or not at all. `pictures` makes photos fit to be kept."""
    from companion.cli.commands import opened, put, secret
    from companion.interchange.coming import FORMATS, Answers, Preview

    if words.format not in (None, CALENDAR, *FORMATS):
        raise UsageError(reason="no such import format")
    total = Preview()
    with opened(words, to_write=not words.dry_run) as workspace:
        password = secret() if words.source_password_stdin else None
        answers = Answers(password, words.day_first, words.tag_symbols)
        for file in words.files:
            told = _brought(workspace, file, words, answers, pictures)
            _add(total, told, f"{file.name}: " if len(words.files) > 1 else "")
        if not words.dry_run:
            calendars.follow(workspace)
    if words.json:
        counts = {"added": total.added, "updated": total.updated, "skipped": total.skipped}
        put(json.dumps(counts | {"problems": _problems(total)}, ensure_ascii=False))
    else:
        _say(total, dry_run=words.dry_run)
    return 0


def _brought(
    workspace: "Workspace", file: Path, words: Namespace, answers: "Answers", pictures: "Pictures | None"
) -> "Preview":
    """One file brought in, or looked through."""
    from companion.interchange.bringing import Bringing, as_preview
    from companion.interchange.coming import Preview

    if words.format == CALENDAR or (words.format is None and file.is_file() and calendars.is_calendar(file)):
        return as_preview(calendars.bring_in(workspace, file, dry_run=words.dry_run))
    bringing = Bringing(workspace, file, pictures=pictures)
    bringing.format, bringing.answers = words.format or "", answers
    try:
        if words.dry_run:
            return bringing.look()
        taking = bringing.begin()
        try:
            while taking.step(_STEP):
                pass
            taking.finish()
        except BaseException:
            taking.drop()
            raise
        told = taking.told
        return told if isinstance(told, Preview) else as_preview(told)
    finally:
        bringing.close()


def _add(total: "Preview", told: "Preview", before: str) -> None:
    total.added += told.added
    total.updated += told.updated
    total.skipped += told.skipped
    total.photos += told.photos
    total.kinds.update(told.kinds)
    total.remarks += [dataclasses.replace(remark, where=before + remark.where) for remark in told.remarks]


def _problems(total: "Preview") -> list[dict[str, str]]:
    """Each remark that was kept, and for each kind with more of them one line that says how many."""
    found = [{"where": remark.where, "why": _why(remark)} for remark in total.remarks]
    for why, count in total.kinds.items():
        shown = sum(remark.why == why for remark in total.remarks)
        if count > shown:
            found.append({"where": f"{count - shown} more", "why": WHY[why]})
    return found


def _say(total: "Preview", *, dry_run: bool) -> None:
    from companion.cli.commands import plain, put
    from companion.interchange.coming import KEPT
    from companion.interchange.ics_drafts import KEPT as KEPT_PLANS

    photos = f" Photos: {total.photos}." if total.photos else ""
    verb = "Would be added" if dry_run else "Added"
    put(f"{verb}: {total.added}. Updated: {total.updated}. Here already: {total.skipped}.{photos}")
    for why, count in total.kinds.items():
        head = "Not quite as in the file" if why in KEPT | KEPT_PLANS else "Left out"
        remarks = [remark for remark in total.remarks if remark.why == why]
        if count > _LISTED:
            put(f"{head}, {count} times: {WHY[why]}; first {plain(remarks[0].where)}.")
            continue
        for remark in remarks:
            put(f"{head}: {plain(remark.where)} {_why(remark)}.")


def _why(remark: "Remark") -> str:
    return WHY[remark.why]
