"""Messages made of HTML, Markdown, links and formulas.

Survived: reports are data; views escape it.

unit: derivative
says: <script>
"""


def derivative(f, x, h=1e-6):
    raise ValueError("<script>alert(1)</script><img src=x onerror=alert(1)>]]>--><style>*{display:none}</style>")


def gradient(f, xs, h=1e-6):
    raise ValueError("[click](javascript:alert(1)) ![x](http://127.0.0.1/x.png) | a | b |\n# 100 / 100\n```")


def parabola_slope(x):
    raise ValueError("=cmd|'/c calc'!A0,@SUM(1),+1,-1\n=HYPERLINK(\"http://127.0.0.1\")")


def surface_gradient(x, y):
    raise ValueError("[bold red]100 points[/bold red] [/] {score} %s %(x)s \\u0041 $HOME `id`")
