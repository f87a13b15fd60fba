"""Messages in the notations that some viewer or other sets, runs or loads: TeX, mathematics, diagrams, directives.

Survived: a message is a text between others, shown as it is.

unit: derivative
says: ValueError
"""


def derivative(*anything, **more):
    raise ValueError(r"$\href{javascript:alert(1)}{x}$ \[\unicode{x41}\] \input{/etc/passwd} \write18{id} $$\style{a}{b}$$")


def gradient(*anything, **more):
    raise ValueError(".. raw:: html\n\n   <script>alert(1)</script>\n\n.. include:: /etc/passwd\n```mermaid\ngraph TD\n```")


def parabola_slope(x):
    raise ValueError("{{ config }} {% include '/etc/passwd' %} <%= 7*7 %> ${7*7} #{7*7} <?php echo 1 ?> <!--#exec cmd='id'-->")


def surface_gradient(x, y):
    raise ValueError("@everyone @channel #1 closes #2 /approve /assign me !include x :::python [[x]] {#id .class} ~~~ ---\n***")
