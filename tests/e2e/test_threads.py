"""Threads of one worker share models that are read only: what they give is what one gives alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
CODE = """
import hashlib, sys
from concurrent.futures import ThreadPoolExecutor
from copydesk import process
from copydesk.write import record

sys.setswitchinterval(1e-5)  # change threads a thousand times as often as usual
TEXTS = [
    "<h1>{0} sails again</h1><p>By Ines Calder</p><p>BERGEN (AP) - The ferry sails from Monday, {0} said.</p>",
    "<h1>Паром номер {0}</h1><p>МОСКВА, 3 ноября - Паром снова ходит на острова, сообщила пристань {0}.</p>",
    "<h1>Ferry {0}</h1><p>新华社北京11月3日电（记者 张伟）渡轮周一起恢复通航，港务局第{0}号公告称。</p>",
    "<h1>العبارة {0}</h1><p>القاهرة - تعود العبارة إلى الجزر يوم الاثنين، قال المرفأ رقم {0}.</p>",
    "Budget passes\\n\\nPARIS, 3 nov (Reuters) - Le conseil a voté son budget numéro {0} lundi, tard le soir.\\n",
    "<h1>Hidden {0}</h1><p onclick=x()>Text <script>evil({0})</script><span style='display:none'>{0}</span></p>",
]
articles = [TEXTS[i % len(TEXTS)].format(i).encode() for i in range(1000)]

def made(data):
    return hashlib.sha256(record.dumps(process(data, name="a.html")).encode()).hexdigest()

with ThreadPoolExecutor(16) as pool:
    together = list(pool.map(made, articles))
alone = list(map(made, articles))
print(sum(a != b for a, b in zip(together, alone)), len(set(alone)))
"""


@pytest.mark.slow
def test_sixteen_threads_from_a_cold_start_give_the_serial_records() -> None:
    """1,000 articles at 16 threads, the first ones while models are still loading, equal those of one thread."""
    done = subprocess.run(
        [sys.executable, "-c", CODE], capture_output=True, text=True, check=True, cwd=ROOT, timeout=300
    )
    assert done.stdout.split() == ["0", "1000"]
