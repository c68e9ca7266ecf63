//! Names that stand in a query without quotes, and accounts.

use std::collections::BTreeMap;

use super::{Dialect, Question, Refused};

/// Checks every name that is not quoted.
///
/// # Errors
/// The first that could be read as something else.
pub(super) fn checked(dialect: Dialect, question: &Question<'_>) -> Result<(), Refused> {
    let table = question.table;
    let refused = |what| Err(Refused::Table(table.to_owned(), what));
    match dialect {
        Dialect::Athena if !is_table(table) => {
            return refused("`table` or `database.table` in letters, digits and `_`");
        }
        Dialect::Lake if !is_store(table) => {
            return refused(
                "the id of an event data store, as `01234567-89ab-cdef-0123-456789abcdef`",
            );
        }
        _ => {}
    }
    let is_account = |text: &str| text.len() == 12 && text.bytes().all(|b| b.is_ascii_digit());
    let accounts = question.scopes.iter().flat_map(|scope| &scope.accounts);
    let accounts = accounts
        .map(String::as_str)
        .chain(question.management_account);
    if let Some(odd) = accounts.into_iter().find(|own| !is_account(own)) {
        return Err(Refused::Account(odd.to_owned()));
    }
    let mut seen = BTreeMap::new();
    for scope in question.scopes {
        let any = [String::new()];
        let own = if scope.accounts.is_empty() {
            &any[..]
        } else {
            &scope.accounts
        };
        for account in own {
            if let Some(other) = seen.insert(account.clone(), &scope.ou) {
                return Err(Refused::Overlap(other.clone(), scope.ou.clone()));
            }
        }
    }
    Ok(())
}

fn is_table(text: &str) -> bool {
    let is_name = |name: &str| {
        let mut bytes = name.bytes();
        bytes
            .next()
            .is_some_and(|b| b.is_ascii_alphabetic() || b == b'_')
            && bytes.all(|b| b.is_ascii_alphanumeric() || b == b'_')
    };
    text.split('.').count() <= 2 && text.split('.').all(is_name)
}

fn is_store(text: &str) -> bool {
    let lengths = text.split('-').map(str::len);
    lengths.eq([8, 4, 4, 4, 12]) && text.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-')
}
