//! Small pages, each with one flaw, and the word with which a check names it.

/// A page without a flaw, around a body.
pub(crate) fn page(body: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>A page</title>\n\
         <style>:root {{color-scheme: light dark}} a {{color: LinkText}}</style>\n</head>\n\
         <body>\n<main>\n<h1>A page</h1>\n{body}\n</main>\n</body>\n</html>\n"
    )
}

/// What any page may have.
pub(crate) const FINE: &str = "<p>Text, <a href=\"#t\">a link</a>.</p>\
    <details><summary>More</summary><p id=\"more\">Folded away</p></details>\
    <table id=\"t\"><caption>A table</caption><thead><tr><th scope=\"col\">a</th><th scope=\"col\">b</th></tr></thead>\
    <tbody><tr><td>1</td><td>2</td></tr></tbody></table>\
    <svg role=\"img\" aria-label=\"A picture\" width=\"80\" height=\"30\"><rect width=\"80\" height=\"30\" fill=\"#004\"/>\
    <text x=\"5\" y=\"20\" fill=\"#fff\">white</text></svg>\
    <div style=\"opacity: 0.8\"><p style=\"color: #000; background: #fff\">faded</p></div>";

/// A name, the start of the complaint, and what a body has.
pub(crate) const BROKEN: &[(&str, &str, &str)] = &[
    (
        "message",
        "console: ",
        "<script>console.log('hello')</script>",
    ),
    (
        "error",
        "console: ",
        "<script>throw new Error('no')</script>",
    ),
    (
        "late error",
        "console: ",
        "<script>setTimeout(() => nothing(), 20)</script>",
    ),
    ("dialog", "dialog: ", "<script>alert(1)</script>"),
    (
        "request",
        "request: ",
        "<img src=\"other.png\" alt=\"other\">",
    ),
    (
        "request of a style",
        "request: ",
        "<style>p {background: url(other.png)}</style><p>x</p>",
    ),
    (
        "request to the network",
        "request: ",
        "<img src=\"https://example.com/a.png\" alt=\"a\">",
    ),
    (
        "request of a script",
        "request: ",
        "<script>fetch('other.json').catch(() => 0)</script>",
    ),
    (
        "wide page",
        "width: the page",
        "<div style=\"width: 3000px\">wide</div>",
    ),
    (
        "wide element",
        "width: <div>",
        "<div style=\"width: 3000px\">wide</div>",
    ),
    (
        "element to the left",
        "width: <p>",
        "<p style=\"margin-left: -50px; width: 40px\">left</p>",
    ),
    (
        "hidden overflow",
        "width: hidden within <p>",
        "<p style=\"overflow: hidden; white-space: nowrap; width: 50px\">words that are cut off</p>",
    ),
    (
        "scroller",
        "width: auto within <div>",
        "<div style=\"overflow: auto; width: 90px\"><p style=\"width: 800px\">long</p></div>",
    ),
    (
        "long word",
        "width: <code>",
        "<p><code>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx</code></p>",
    ),
    (
        "pale text",
        "contrast: 3.5",
        "<p style=\"color: #888; background: #fff\">pale</p>",
    ),
    (
        "pale in the folded part",
        "contrast: ",
        "<details><summary>More</summary><p style=\"color: #ccc; background: #fff\">pale</p></details>",
    ),
    (
        "faded text",
        "contrast: ",
        "<div style=\"opacity: 0.4\"><p style=\"color: #000; background: #fff\">faded</p></div>",
    ),
    (
        "see-through text",
        "contrast: ",
        "<p style=\"color: rgb(0 0 0 / 40%); background: #fff\">through</p>",
    ),
    (
        "text in a picture",
        "contrast: ",
        "<svg role=\"img\" aria-label=\"p\" width=\"80\" height=\"30\"><rect width=\"80\" height=\"30\" fill=\"#004\"/><text x=\"5\" y=\"20\" fill=\"#226\">dark</text></svg>",
    ),
    (
        "pale mark",
        "contrast: ",
        "<style>.m::before {content: \"mark\"; color: #ddd; background: #fff}</style><p class=\"m\" style=\"background: #fff; color: #000\">x</p>",
    ),
    (
        "pale when switched",
        "contrast: ",
        "<style>.v p {color: #ddd; background: #fff}</style><p>x</p><label><input type=\"radio\" name=\"v\" checked>a</label>\
         <label><input type=\"radio\" name=\"v\" onchange=\"document.body.className = 'v'\">b</label>",
    ),
    (
        "text on a picture",
        "contrast: a picture",
        "<p style=\"background: linear-gradient(#fff, #000)\">over</p>",
    ),
    (
        "white on paper",
        "contrast: 1.00 of the text “white”",
        "<p style=\"background: #000; color: #fff\">white</p>",
    ),
    ("dead link", "link: #nowhere", "<a href=\"#nowhere\">x</a>"),
    ("dead file", "link: other.md", "<a href=\"other.md\">x</a>"),
    (
        "dead label",
        "link: aria-labelledby",
        "<section aria-labelledby=\"nobody\"><p>x</p></section>",
    ),
    (
        "two ids",
        "id: x twice",
        "<p id=\"x\">1</p><p id=\"x\">2</p>",
    ),
    (
        "no stop",
        "keyboard: <summary>",
        "<details><summary onfocus=\"this.blur(); document.querySelector('#z').focus()\">x</summary></details><a id=\"z\" href=\"#z\">z</a>",
    ),
    (
        "out of turn",
        "keyboard: ",
        "<a id=\"a\" href=\"#a\">1</a><a id=\"b\" href=\"#b\" tabindex=\"5\">2</a>",
    ),
    (
        "no focus",
        "focus: not seen",
        "<style>a:focus {outline: none}</style><a id=\"a\" href=\"#a\">x</a>",
    ),
    (
        "focus elsewhere",
        "focus: <a",
        "<a id=\"a\" href=\"#a\" style=\"position: fixed; top: -99px; width: 50px\">x</a>",
    ),
    ("skipped level", "heading: <h3>", "<h3>x</h3>"),
    ("second title", "heading: <h1>", "<h1>x</h1>"),
    (
        "no caption",
        "table: no caption",
        "<table><tr><th scope=\"row\">a</th><td>b</td></tr></table>",
    ),
    (
        "no scope",
        "table: no scope",
        "<table><caption>c</caption><tr><th>a</th><td>b</td></tr></table>",
    ),
    (
        "no header",
        "table: no headers",
        "<table><caption>c</caption><tr><td>a</td><td>b</td></tr></table>",
    ),
    (
        "picture without a name",
        "picture: ",
        "<svg width=\"9\" height=\"9\"><rect width=\"9\" height=\"9\"/></svg>",
    ),
    (
        "cell that is not read",
        "reader: ",
        "<table><caption>c</caption><tr><th scope=\"row\">a</th><td aria-hidden=\"true\">b</td></tr></table>",
    ),
    (
        "link without a name",
        "name: ",
        "<a id=\"a\" href=\"#a\"> </a>",
    ),
    (
        "cell of colour",
        "colour: ",
        "<table><caption>c</caption><tr><th scope=\"row\">a</th><td style=\"background: #0a0\"></td></tr></table>",
    ),
    (
        "same word, other colour",
        "colour: ",
        "<table><caption>c</caption><tr><th scope=\"row\">a</th><td style=\"color: #060\">yes</td><td style=\"color: #600\">yes</td></tr></table>",
    ),
    (
        "shapes of colour",
        "colour: ",
        "<svg role=\"img\" aria-label=\"p\" width=\"80\" height=\"30\"><rect width=\"9\" height=\"9\" fill=\"#060\"/><rect x=\"20\" width=\"9\" height=\"9\" fill=\"#600\"/></svg>",
    ),
];
