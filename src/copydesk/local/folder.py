"""A folder that is held together with the local bucket: files go up, records come back beside them."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable
from pathlib import Path

from copydesk.local.bridge import Resource
from copydesk.local.cloud import LocalCloud

State = tuple[int, int]
"""A file's time of change in nanoseconds and its size in bytes."""


class Folder:
    """One folder and what of it has been uploaded."""

    def __init__(self, root: Path, cloud: LocalCloud, say: Callable[[str], None]) -> None:
        self._root, self._cloud, self._say = root.resolve(), cloud, say
        self._uploaded: dict[str, State] = {}
        self._last: dict[str, State] = {}
        self._copied: dict[str, str] = {}

    def look(self) -> None:
        """Upload what is new or changed, delete what is gone, copy records back; called again and again."""
        found = dict(self._files())
        for name, state in found.items():
            # Unchanged since the last look: nobody is in the middle of writing it.
            if self._uploaded.get(name) != state and self._last.get(name) == state:
                self._upload(name, state)
        for name in self._uploaded.keys() - found.keys():
            self._cloud.delete(name)
            del self._uploaded[name]
        self._last = found
        self._copy_records(self._cloud.objects())

    def _files(self) -> list[tuple[str, State]]:
        files = []
        for path in sorted(self._root.rglob("*")):
            name = path.relative_to(self._root).as_posix()
            hidden = any(part.startswith(".") for part in name.split("/"))
            if hidden or path.is_symlink() or not path.is_file() or name.endswith(self._cloud.settings.suffix):
                continue
            status = path.stat()
            files.append((name, (status.st_mtime_ns, status.st_size)))
        return files

    def _upload(self, name: str, state: State) -> None:
        try:
            data = (self._root / name).read_bytes()
        except OSError as error:
            self._say(f"{name} cannot be read: {error.strerror}")
        else:
            self._cloud.upload(name, data, content_type=mimetypes.guess_type(name)[0])
        self._uploaded[name] = state

    def _copy_records(self, objects: list[dict[str, object]]) -> None:
        suffix = self._cloud.settings.suffix
        records: dict[str, Resource] = {str(o["name"]): o for o in objects if str(o["name"]).endswith(suffix)}
        for name, resource in records.items():
            # Only beside files that came from here: a name in the bucket may hold anything, `..` included.
            ours = name.removesuffix(suffix) in self._uploaded
            if ours and self._copied.get(name) != resource["generation"]:
                line = self._cloud.download(name)
                if line is not None:
                    waiting = self._root / f"{name}.part"
                    waiting.write_bytes(line)
                    waiting.replace(self._root / name)
                    self._copied[name] = str(resource["generation"])
        for name in self._copied.keys() - records.keys():
            (self._root / name).unlink(missing_ok=True)
            del self._copied[name]
