"""Never ends its import.

Survived: stopped at the limit; nothing of it counts.

unit: derivative
says: did not load: stopped after 1 second|did not load: used more than 1 s of CPU
sample: yes
"""

while True:
    pass
