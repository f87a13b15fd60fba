"""Starts threads that change the answers while they are read.

Survived: no thread starts here; and an answer is read once.

unit: derivative
says: can't start new thread
"""

import threading

answer = [0.0]
threading.Thread(target=lambda: [answer.__setitem__(0, k) for k in range(10**9)], daemon=True).start()


def parabola_slope(x):
    return answer[0]
