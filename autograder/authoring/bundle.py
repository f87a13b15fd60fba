"""A bundle: files as one zip, the same bytes for the same files."""

import io
import zipfile


def zip_bytes(files, executable=()):
    """Return {path: bytes} as a zip, in this order, uncompressed; the paths in `executable` are programs."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as bundle:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.create_system, entry.external_attr = 3, (0o755 if name in executable else 0o644) << 16
            bundle.writestr(entry, data)
    return made.getvalue()
