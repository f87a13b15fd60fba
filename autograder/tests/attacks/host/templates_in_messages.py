r"""Messages in the language of every template: Jinja, format, percent, shell, rich, gettext, LaTeX.

Survived: they are data wherever they go, and come out as they went in.

unit: derivative
says: \{\{7\*7\}\}
"""

def derivative(*anything, **more):
    raise ValueError("{{7*7}} {% include '/etc/passwd' %} {0} {unit} {error.__class__} %s %(x)s %n ${HOME} `id` "
                     "[red]x[/red] [link=file:///]y[/] \\input{x} {{ self.__init__.__globals__ }}")


gradient = parabola_slope = surface_gradient = derivative
