//! The OU control for Terraform.

use std::fmt::Write as _;

use crate::control_tower::OuControl;

use super::facts::Facts;
use super::ou_control::covered_ous;
use super::visible::visible;

/// `ou-region-deny.tf`: the OU control on every covered OU, by slot; the ARNs that a snapshot tells filled in, the others a variable; `import` blocks where the control is on already.
///
/// The value of a parameter is JSON in a text, and the id of an import is the OU's ARN and the control's with a comma between (terraform-provider-aws, documentation of `aws_controltower_control`;
/// `parameters` since its pull request 38071; Terraform language, `import` block and `prevent_destroy`; read 2026-11-26). Terraform works on ten resources at once by itself, which is the limit of controls as well.
pub fn ou_control_terraform(control: &OuControl, facts: Facts<'_>) -> String {
    let ous = covered_ous(facts);
    let identifier = OuControl::identifier(facts.spec.partition.as_str());
    let mut text = HEAD.replace("HOME_REGION", &facts.spec.home_region);
    if ous.iter().any(|own| own.arn.is_none()) {
        text.push_str(VARIABLE);
    }
    let (mut imports, mut unnamed) = (String::new(), String::new());
    text.push_str("\nlocals {\n  ou_region_deny = {\n");
    for own in &ous {
        let slot = quoted(&own.target.slot);
        let arn = own.arn.as_deref();
        let value = arn.map_or_else(|| format!("var.ou_arns[{slot}]"), quoted);
        let ou = visible(own.target.ou.as_str());
        let _ = writeln!(text, "    # {ou}\n    {slot} = {value}");
        if let Some(arn) = arn.filter(|_| own.is_found()) {
            let id = quoted(&format!("{arn},{identifier}"));
            let _ = write!(
                imports,
                "\nimport {{\n  to = {RESOURCE}[{slot}]\n  id = {id}\n}}\n"
            );
        }
        if own.is_on() && !own.is_found() {
            let _ = writeln!(unnamed, "#   {ou}");
        }
    }
    let _ = write!(
        text,
        "  }}\n}}\n\nresource \"aws_controltower_control\" \"ou_region_deny\" {{\n  for_each = local.ou_region_deny\n\n  control_identifier = {}\n  target_identifier  = each.value\n",
        quoted(&identifier)
    );
    for (key, list) in control.parameters() {
        let values: Vec<String> = list
            .iter()
            .map(|own| format!("      {},\n", quoted(own)))
            .collect();
        let _ = write!(
            text,
            "\n  parameters {{\n    key = {}\n    value = jsonencode([\n{}    ])\n  }}\n",
            quoted(key),
            values.concat()
        );
    }
    text.push_str(
        "\n  # Without the control nothing would hold these OUs once the landing-zone Region deny is off.\n  lifecycle {\n    prevent_destroy = true\n  }\n}\n",
    );
    if !imports.is_empty() {
        text.push_str("\n# Where the control is on already it is taken over; its parameters are changed where they are others.\n");
        text.push_str(imports.trim_start());
    }
    if !unnamed.is_empty() {
        text.push_str("\n# On these OUs the control is on under another ARN than the one above, so it can't be imported by that, and enabling it fails. Leave them out here, and update it by hand (RUNBOOK.md):\n");
        text.push_str(&unnamed);
    }
    text
}

const RESOURCE: &str = "aws_controltower_control.ou_region_deny";

const HEAD: &str = "\
# The OU control CT.MULTISERVICE.PV.1 on every covered OU. Made by crispack; change the spec, not this file.
#
# For the management account, with a provider for Control Tower's home Region, HOME_REGION. Apply it where RUNBOOK.md puts the OU control on the
# covered OUs, not before, and instead of the commands there and of the CloudFormation template: a control that is on can't be enabled again.
# The provider hashicorp/aws knows `parameters` from 5.58 on, if not earlier. Nobody has applied this file to a live organization.

terraform {
  required_version = \">= 1.5\"

  required_providers {
    aws = {
      source  = \"hashicorp/aws\"
      version = \">= 5.58\"
    }
  }
}
";

const VARIABLE: &str = "
variable \"ou_arns\" {
  description = \"The ARNs of the organizational units below that stand without one, by their key.\"
  type        = map(string)
}
";

/// A quoted template of HCL that stands for the text alone. Source: Terraform language, "Strings and Templates" (read 2026-11-26).
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '$' | '%' if rest.peek() == Some(&'{') => quoted.extend([c, c]),
            c if c.is_control() => {
                let _ = write!(quoted, "\\u{:04x}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_text_stands_for_itself() {
        assert_eq!(quoted("a"), "\"a\"");
        assert_eq!(quoted("${aws:x} %{y} $ $$ {"), "\"$${aws:x} %%{y} $ $$ {\"");
        assert_eq!(quoted("a\"b\\c\n"), "\"a\\\"b\\\\c\\u000a\"");
        // Only the last of several is one of an interpolation.
        assert_eq!(quoted("$${x}"), "\"$$${x}\"");
    }
}
