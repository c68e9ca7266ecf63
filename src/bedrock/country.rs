/// The countries of the Regions, as the names of their cities have it.
///
/// Source: AWS Account Management Reference Guide, "Enable or disable AWS Regions in your account" (names), and AWS's page "Global Infrastructure: Regions and Availability Zones" for those that name
/// no city or country; read 2026-11-23.
const COUNTRIES: [(&str, &str); 37] = [
    ("af-south-1", "South Africa"),
    ("ap-east-1", "Hong Kong"),
    ("ap-east-2", "Taiwan"),
    ("ap-northeast-1", "Japan"),
    ("ap-northeast-2", "South Korea"),
    ("ap-northeast-3", "Japan"),
    ("ap-south-1", "India"),
    ("ap-south-2", "India"),
    ("ap-southeast-1", "Singapore"),
    ("ap-southeast-2", "Australia"),
    ("ap-southeast-3", "Indonesia"),
    ("ap-southeast-4", "Australia"),
    ("ap-southeast-5", "Malaysia"),
    ("ap-southeast-6", "New Zealand"),
    ("ap-southeast-7", "Thailand"),
    ("ca-central-1", "Canada"),
    ("ca-west-1", "Canada"),
    ("cn-north-1", "China"),
    ("eu-central-1", "Germany"),
    ("eu-central-2", "Switzerland"),
    ("eu-north-1", "Sweden"),
    ("eu-south-1", "Italy"),
    ("eu-south-2", "Spain"),
    ("eu-west-1", "Ireland"),
    ("eu-west-2", "the United Kingdom"),
    ("eu-west-3", "France"),
    ("il-central-1", "Israel"),
    ("me-central-1", "the United Arab Emirates"),
    ("me-south-1", "Bahrain"),
    ("mx-central-1", "Mexico"),
    ("sa-east-1", "Brazil"),
    ("us-east-1", "the United States"),
    ("us-east-2", "the United States"),
    ("us-gov-east-1", "the United States"),
    ("us-gov-west-1", "the United States"),
    ("us-west-1", "the United States"),
    ("us-west-2", "the United States"),
];

/// The country, or what stands for one, in which a Region is; `None` for a code that is not in the list.
pub fn country(code: &str) -> Option<&'static str> {
    let found = COUNTRIES.iter().find(|(own, _)| *own == code);
    found.map(|(_, country)| *country)
}

#[cfg(test)]
mod tests {
    use super::country;
    use crate::bedrock::Catalogue;

    #[test]
    fn every_region_that_is_routed_to_has_a_country() {
        let catalogue = Catalogue::builtin();
        let routes = catalogue
            .profiles
            .iter()
            .flat_map(|own| &own.routes)
            .flat_map(|(source, to)| to.iter().chain([source]));
        for code in routes.filter(|code| catalogue.region(code).is_some()) {
            assert!(country(code).is_some(), "{code}");
        }
    }
}
