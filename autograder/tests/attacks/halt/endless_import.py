"""Never ends its import.

Survived: stopped at the limit; nothing of it counts.

unit: derivative
says: did not load: stopped after
sample: yes
"""

while True:
    pass
