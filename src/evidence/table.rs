//! The table in Athena over the logs of a trail.

use super::Question;
use super::expression::quoted;

/// The statement that makes it, by partition projection: of every account and Region that are named, day by day.
///
/// Source: Amazon Athena User Guide, "Create a table for CloudTrail logs in Athena using partition projection" and "Supported types for partition projection", read
/// 2026-11-26; the folders of an organization's trail: AWS CloudTrail User Guide, "Finding your CloudTrail log files".
pub(super) fn text(question: &Question<'_>) -> String {
    let accounts = question.scopes.iter().flat_map(|scope| &scope.accounts);
    let mut accounts: Vec<&str> = accounts.map(String::as_str).collect();
    accounts.sort_unstable();
    let accounts = if accounts.is_empty() {
        "ACCOUNT-IDS".to_owned()
    } else {
        accounts.join(",")
    };
    let regions = question.catalogue.regions.iter();
    let regions = regions.filter(|own| own.partition == question.partition.as_str());
    let mut regions: Vec<&str> = regions.map(|own| own.code.as_str()).collect();
    regions.sort_unstable();
    let from = question
        .from
        .map_or_else(|| "2025-01-01".to_owned(), |day| day.to_string());
    let names: Vec<String> = question
        .table
        .split('.')
        .map(|name| format!("`{name}`"))
        .collect();
    format!(
        "CREATE EXTERNAL TABLE {} (\n{COLUMNS}\n)\n\
         PARTITIONED BY (`account` string, `region` string, `timestamp` string)\n\
         ROW FORMAT SERDE 'org.apache.hive.hcatalog.data.JsonSerDe'\n\
         STORED AS INPUTFORMAT 'com.amazon.emr.cloudtrail.CloudTrailInputFormat'\n\
         OUTPUTFORMAT 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat'\n\
         LOCATION '{PLACE}/'\n\
         TBLPROPERTIES (\n\
         'projection.enabled' = 'true',\n\
         'projection.account.type' = 'enum',\n\
         'projection.account.values' = {},\n\
         'projection.region.type' = 'enum',\n\
         'projection.region.values' = {},\n\
         'projection.timestamp.type' = 'date',\n\
         'projection.timestamp.format' = 'yyyy/MM/dd',\n\
         'projection.timestamp.interval' = '1',\n\
         'projection.timestamp.interval.unit' = 'DAYS',\n\
         'projection.timestamp.range' = {},\n\
         'storage.location.template' = '{PLACE}/${{account}}/CloudTrail/${{region}}/${{timestamp}}')\n",
        names.join("."),
        quoted(&accounts),
        quoted(&regions.join(",")),
        quoted(&format!("{},NOW", from.replace('-', "/"))),
    )
}

const PLACE: &str = "s3://BUCKET/AWSLogs/ORGANIZATION-ID";

const COLUMNS: &str = "eventversion string,
useridentity struct<type: string, principalid: string, arn: string, accountid: string, invokedby: string, accesskeyid: string,
  username: string, onbehalfof: struct<userid: string, identitystorearn: string>,
  sessioncontext: struct<attributes: struct<mfaauthenticated: string, creationdate: string>,
  sessionissuer: struct<type: string, principalid: string, arn: string, accountid: string, username: string>,
  ec2roledelivery: string, webidfederationdata: struct<federatedprovider: string, attributes: map<string, string>>>>,
eventtime string,
eventsource string,
eventname string,
awsregion string,
sourceipaddress string,
useragent string,
errorcode string,
errormessage string,
requestparameters string,
responseelements string,
additionaleventdata string,
requestid string,
eventid string,
readonly string,
resources array<struct<arn: string, accountid: string, type: string>>,
eventtype string,
apiversion string,
recipientaccountid string,
serviceeventdetails string,
sharedeventid string,
vpcendpointid string,
vpcendpointaccountid string,
eventcategory string,
addendum struct<reason: string, updatedfields: string, originalrequestid: string, originaleventid: string>,
sessioncredentialfromconsole string,
edgedevicedetails string,
tlsdetails struct<tlsversion: string, ciphersuite: string, clientprovidedhostheader: string>";
