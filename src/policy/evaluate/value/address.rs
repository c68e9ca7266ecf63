use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// A range of addresses in CIDR notation; a bare address is a range of one.
///
/// Source: IAM User Guide, "Condition operators", IP address conditions, read 2026-11-25.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::policy) struct Network {
    base: IpAddr,
    length: u32,
}

impl Network {
    pub(in crate::policy) fn parse(text: &str) -> Option<Self> {
        let (address, length) = match text.split_once('/') {
            Some((address, length)) => (address, Some(length)),
            None => (text, None),
        };
        let base: IpAddr = address.parse().ok()?;
        let most = if base.is_ipv4() { 32 } else { 128 };
        let length = match length {
            None => most,
            // `parse` alone takes a sign.
            Some(digits) if digits.bytes().all(|b| b.is_ascii_digit()) => digits.parse().ok()?,
            Some(_) => return None,
        };
        (length <= most).then_some(Self { base, length })
    }

    /// The first and the last address of the range, and those before and behind: between two such edges no range begins or ends.
    pub(in crate::policy) fn edges(&self) -> Vec<String> {
        let (bits, width) = self.bits();
        let all = u128::MAX >> (128 - width);
        let within = all.checked_shr(self.length).unwrap_or(0);
        let (first, last) = (bits & !within, bits | within);
        let edges = [
            first.checked_sub(1),
            Some(first),
            Some(last),
            last.checked_add(1),
        ];
        let spelled = |bits: u128| match u32::try_from(bits) {
            Ok(bits) if width == 32 => Ipv4Addr::from_bits(bits).to_string(),
            _ => Ipv6Addr::from_bits(bits).to_string(),
        };
        edges
            .into_iter()
            .flatten()
            .filter(|edge| *edge <= all)
            .map(spelled)
            .collect()
    }

    /// The base, and how many bits an address has.
    fn bits(&self) -> (u128, u32) {
        match self.base {
            IpAddr::V4(base) => (base.to_bits().into(), 32),
            IpAddr::V6(base) => (base.to_bits(), 128),
        }
    }

    /// Is the address in the range? The bits of the base behind the length do not matter; an IPv4 range holds no IPv6 address.
    pub(in crate::policy::evaluate) fn contains(&self, address: &IpAddr) -> bool {
        match (self.base, address) {
            (IpAddr::V4(base), IpAddr::V4(address)) => {
                (base.to_bits() ^ address.to_bits())
                    .checked_shr(32 - self.length)
                    .unwrap_or(0)
                    == 0
            }
            (IpAddr::V6(base), IpAddr::V6(address)) => {
                (base.to_bits() ^ address.to_bits())
                    .checked_shr(128 - self.length)
                    .unwrap_or(0)
                    == 0
            }
            _ => false,
        }
    }
}
