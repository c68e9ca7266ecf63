//! A page in the browser: opened in a view, asked, printed, pictured.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::path::Path;
use std::time::Duration;

use data_encoding::BASE64;
use serde_json::{Value, json};

use crate::browser::Browser;

/// How somebody looks at a page.
#[derive(Debug, Clone, Copy)]
pub(crate) struct View {
    /// In CSS pixels.
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) dark: bool,
    pub(crate) scripts: bool,
    /// Device pixels to a CSS pixel.
    pub(crate) scale: f64,
}

impl View {
    /// A window of a laptop.
    pub(crate) const DESK: Self = Self {
        width: 1280,
        height: 800,
        dark: false,
        scripts: true,
        scale: 1.0,
    };
    /// A telephone, upright.
    pub(crate) const PHONE: Self = Self {
        width: 390,
        height: 844,
        ..Self::DESK
    };

    pub(crate) fn dark(self) -> Self {
        Self { dark: true, ..self }
    }

    pub(crate) fn without_scripts(self) -> Self {
        let scripts = false;
        Self { scripts, ..self }
    }

    pub(crate) fn name(self) -> String {
        let scheme = if self.dark { "dark" } else { "light" };
        let scripts = if self.scripts { "" } else { ", no scripts" };
        format!("{} px, {scheme}{scripts}", self.width)
    }
}

/// An open page; it is closed with the value.
#[derive(Debug)]
pub(crate) struct Tab<'b> {
    browser: &'b mut Browser,
    session: String,
    target: String,
}

impl<'b> Tab<'b> {
    /// Opens a file, and waits until all of it is there.
    pub(crate) fn open(browser: &'b mut Browser, file: &Path, view: View) -> Self {
        let blank = json!({"url": "about:blank"});
        let target = browser.send(None, "Target.createTarget", &blank)["targetId"].clone();
        let attach = json!({"targetId": target, "flatten": true});
        let session = browser.send(None, "Target.attachToTarget", &attach)["sessionId"].clone();
        let mut tab = Self {
            browser,
            session: session.as_str().unwrap().to_owned(),
            target: target.as_str().unwrap().to_owned(),
        };
        for domain in ["Page", "Runtime", "Log", "Network", "Audits"] {
            tab.send(&format!("{domain}.enable"), &json!({}));
        }
        let size = json!({
            "width": view.width, "height": view.height, "deviceScaleFactor": view.scale,
            "mobile": view.width < 600,
        });
        tab.send("Emulation.setDeviceMetricsOverride", &size);
        let scheme = if view.dark { "dark" } else { "light" };
        let features = json!([{"name": "prefers-color-scheme", "value": scheme}]);
        tab.send("Emulation.setEmulatedMedia", &json!({"features": features}));
        let off = json!({"value": !view.scripts});
        tab.send("Emulation.setScriptExecutionDisabled", &off);
        tab.browser.forget(&tab.session);
        let url = format!("file://{}", file.display());
        let gone = tab.send("Page.navigate", &json!({"url": url}));
        assert!(gone["errorText"].is_null(), "{url}: {gone}");
        tab.browser.wait(&tab.session, "Page.loadEventFired");
        tab
    }

    /// The value of an expression of JavaScript, of a promise what it comes to.
    pub(crate) fn evaluate(&mut self, expression: &str) -> Value {
        let ask = json!({"expression": expression, "returnByValue": true, "awaitPromise": true});
        let answer = self.send("Runtime.evaluate", &ask);
        let failed = &answer["exceptionDetails"];
        assert!(failed.is_null(), "{failed}\n{expression}");
        answer["result"]["value"].clone()
    }

    /// The lines that an expression comes to.
    pub(crate) fn lines(&mut self, expression: &str) -> Vec<String> {
        let Value::Array(values) = self.evaluate(expression) else {
            panic!("no list: {expression}");
        };
        let line = |value: &Value| value.as_str().unwrap().to_owned();
        values.iter().map(line).collect()
    }

    /// How many parts of the page a screen reader is told to have one of these roles.
    pub(crate) fn roles(&mut self, roles: &[&str]) -> u64 {
        let tree = self.send("Accessibility.getFullAXTree", &json!({}));
        let nodes = tree["nodes"].as_array().unwrap();
        let is = |node: &&Value| {
            let role = node["role"]["value"].as_str().unwrap_or_default();
            node["ignored"] == false && roles.contains(&role)
        };
        nodes.iter().filter(is).count() as u64
    }

    /// Presses the Tab key.
    pub(crate) fn press_tab(&mut self) {
        for kind in ["rawKeyDown", "keyUp"] {
            let key =
                json!({"type": kind, "key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9});
            self.send("Input.dispatchKeyEvent", &key);
        }
    }

    /// From now on as on paper, or as on the screen.
    pub(crate) fn on_paper(&mut self, paper: bool) {
        let media = if paper { "print" } else { "" };
        self.send("Emulation.setEmulatedMedia", &json!({"media": media}));
    }

    /// Printed on A4 as the browser's own dialog would, without its header and footer.
    pub(crate) fn pdf(&mut self) -> Vec<u8> {
        let paper = json!({"paperWidth": 8.27, "paperHeight": 11.69, "preferCSSPageSize": true});
        let printed = self.send("Page.printToPDF", &paper);
        bytes(&printed["data"])
    }

    /// The first screen as PNG, or the page down to the end of an element.
    pub(crate) fn picture(&mut self, down_to: Option<&str>) -> Vec<u8> {
        let mut how = json!({"format": "png"});
        if let Some(selector) = down_to {
            let end = self.evaluate(&format!(
                "scrollY + document.querySelector({selector:?}).getBoundingClientRect().bottom"
            ));
            let width = self.evaluate("document.documentElement.clientWidth");
            how["captureBeyondViewport"] = true.into();
            how["clip"] = json!({"x": 0, "y": 0, "width": width, "height": end, "scale": 1});
        }
        let taken = self.send("Page.captureScreenshot", &how);
        bytes(&taken["data"])
    }

    /// What the page said or did that a page at rest does not: messages, errors, dialogs, requests.
    pub(crate) fn noises(&mut self) -> Vec<String> {
        // What it does a moment after it was loaded counts as well.
        std::thread::sleep(Duration::from_millis(50));
        self.evaluate("0");
        let mut noises = Vec::new();
        let mut documents = 0;
        for event in self.browser.events(&self.session) {
            let params = &event["params"];
            noises.extend(match event["method"].as_str().unwrap() {
                "Runtime.consoleAPICalled" => Some(format!("console: {}", params["args"])),
                "Runtime.exceptionThrown" => Some(format!(
                    "console: {}",
                    params["exceptionDetails"]["exception"]
                )),
                "Log.entryAdded" => Some(format!("console: {}", params["entry"]["text"])),
                "Audits.issueAdded" => Some(format!("issue: {}", params["issue"])),
                "Page.javascriptDialogOpening" => Some(format!("dialog: {}", params["message"])),
                "Network.requestWillBeSent" if params["type"] == "Document" && documents == 0 => {
                    documents = 1;
                    None
                }
                "Network.requestWillBeSent" => {
                    Some(format!("request: {}", params["request"]["url"]))
                }
                _ => None,
            });
        }
        noises
    }

    fn send(&mut self, method: &str, params: &Value) -> Value {
        self.browser.send(Some(&self.session), method, params)
    }
}

impl Drop for Tab<'_> {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            let target = json!({"targetId": self.target});
            self.browser.send(None, "Target.closeTarget", &target);
            self.browser.forget(&self.session);
        }
    }
}

fn bytes(base64: &Value) -> Vec<u8> {
    BASE64.decode(base64.as_str().unwrap().as_bytes()).unwrap()
}
