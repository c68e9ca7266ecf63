/// Who makes a request, by the ARN that messages, events and people give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Principal {
    /// The ARN that stands in `aws:PrincipalArn`.
    pub arn: String,
    /// Was it made from the ARN of a role session, which does not spell the role's path?
    pub from_session: bool,
}

impl Principal {
    /// Takes an ARN. A session of a role becomes its role; what is no such ARN is taken as it is.
    ///
    /// Source: IAM User Guide, "AWS global condition context keys", `aws:PrincipalArn`, read 2026-11-25: for a role session the key holds the ARN of the role
    /// that was assumed.
    pub fn new(arn: &str) -> Self {
        match role_of_session(arn) {
            Some(role) => Self {
                arn: role,
                from_session: true,
            },
            None => Self {
                arn: arn.to_owned(),
                from_session: false,
            },
        }
    }

    /// The account, if the ARN has one.
    pub fn account(&self) -> Option<&str> {
        let account = self.arn.split(':').nth(4)?;
        (account.len() == 12 && account.bytes().all(|b| b.is_ascii_digit())).then_some(account)
    }

    /// Is it a service-linked role? Service control policies do not bind these (AWS Organizations User Guide, "Service control policies (SCPs)", tasks and
    /// entities not restricted by SCPs, read 2026-11-25).
    pub fn is_service_linked(&self) -> bool {
        let is_role = |resource: &str| resource.starts_with("role/aws-service-role/");
        let mut parts = self.arn.splitn(6, ':');
        parts.nth(2) == Some("iam") && parts.nth(2).is_some_and(is_role)
    }

    /// Do service control policies bind it? The management account is not known by itself.
    pub fn bound(&self, management_account: Option<&str>) -> Bound {
        if self.is_service_linked() {
            Bound::ServiceLinkedRole
        } else if management_account.is_some() && self.account() == management_account {
            Bound::ManagementAccount
        } else {
            Bound::Yes
        }
    }
}

/// Do service control policies bind a principal at all?
///
/// Source: AWS Organizations User Guide, "Service control policies (SCPs)", tasks and entities not restricted by SCPs; read 2026-11-25.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// As far as is known.
    Yes,
    /// A service-linked role is not.
    ServiceLinkedRole,
    /// A principal of the management account is not.
    ManagementAccount,
}

/// `arn:aws:sts::ACCOUNT:assumed-role/NAME/SESSION` as `arn:aws:iam::ACCOUNT:role/NAME`.
fn role_of_session(arn: &str) -> Option<String> {
    let mut parts = arn.splitn(6, ':');
    let (arn, partition, service) = (parts.next()?, parts.next()?, parts.next()?);
    let (region, account, resource) = (parts.next()?, parts.next()?, parts.next()?);
    let (name, session) = resource.strip_prefix("assumed-role/")?.split_once('/')?;
    let is_session = arn == "arn" && service == "sts" && region.is_empty() && !session.is_empty();
    is_session.then(|| {
        let path = if name.starts_with("AWSServiceRoleFor") {
            // Its path is not in the ARN of the session, and it is what marks such a role.
            "aws-service-role/"
        } else {
            ""
        };
        format!("arn:{partition}:iam::{account}:role/{path}{name}")
    })
}

#[cfg(test)]
mod tests {
    use super::Principal;

    #[test]
    fn a_session_is_its_role() {
        let session = Principal::new("arn:aws:sts::111122223333:assumed-role/App/i-0abc");
        assert_eq!(session.arn, "arn:aws:iam::111122223333:role/App");
        assert!(session.from_session && !session.is_service_linked());
        assert_eq!(session.account(), Some("111122223333"));
        for same in [
            "arn:aws:iam::111122223333:role/path/App",
            "arn:aws:iam::111122223333:user/sam",
            "arn:aws:sts::111122223333:federated-user/sam",
            "arn:aws:sts::111122223333:assumed-role/App",
            "App",
            "",
        ] {
            assert_eq!(Principal::new(same).arn, same);
        }
    }

    #[test]
    fn service_linked_roles_are_seen_as_role_and_as_session() {
        for arn in [
            "arn:aws:iam::111122223333:role/aws-service-role/bedrock.amazonaws.com/AWSServiceRoleForX",
            "arn:aws:sts::111122223333:assumed-role/AWSServiceRoleForX/s",
        ] {
            assert!(Principal::new(arn).is_service_linked(), "{arn}");
        }
        assert!(
            !Principal::new("arn:aws:iam::111122223333:role/x/aws-service-role/y")
                .is_service_linked()
        );
    }
}
