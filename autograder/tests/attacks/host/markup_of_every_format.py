"""Messages that end what they stand in: comments, CDATA, fences, script, style, attributes, cells.

Survived: each format escapes for itself.

unit: derivative
says: ]]>
"""

def derivative(*anything, **more):
    raise ValueError("]]></testcase> --> </script><script>alert(1)</script> </style> \"' onmouseover=alert(1) x='\n"
                     "```\n`````` | a | b |\n|---|---|\n[x](javascript:alert(1)) ![x](//x) <svg/onload=alert(1)> &#60;img&#62;")


gradient = parabola_slope = surface_gradient = derivative
