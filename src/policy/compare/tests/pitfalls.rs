//! What comparisons of policies get wrong, one by one, in the order of the list that this project keeps.

use super::{between, deny, level};
use crate::policy::compare::{
    Axis, NoDifference, NoSpace, Probe, Probes, TIGHTER, Value, Verdict, WIDER, Why, WordKind,
    cover, difference,
};
use crate::policy::evaluate::Open;
use crate::policy::{Level, naive};

fn verdict(before: &[&str], after: &[&str]) -> Verdict {
    between(before, after).verdict()
}

/// Why two sets are not compared.
fn why(policies: &[&str]) -> Why {
    match difference(&[level(policies)], &[], &Probes::default(), false, 10) {
        Err(NoDifference::Space(NoSpace::Refused(refused), _)) => refused[0].why.clone(),
        other => panic!("{other:?}"),
    }
}

fn on(condition: &str) -> String {
    deny(&format!(r#""Action":"a:b","Condition":{{{condition}}}"#))
}

#[test]
fn one_actions_and_key_names_ignore_case_and_values_do_not() {
    let one = deny(
        r#""Action":"S3:getobject","Condition":{"StringEquals":{"AWS:requestedregion":"eu-west-1"}}"#,
    );
    let same = deny(
        r#""Action":"s3:GetObject","Condition":{"StringEquals":{"aws:RequestedRegion":"eu-west-1"}}"#,
    );
    let other = deny(
        r#""Action":"s3:GetObject","Condition":{"StringEquals":{"aws:RequestedRegion":"EU-west-1"}}"#,
    );
    assert_eq!(verdict(&[&one], &[&same]), Verdict::Equal);
    assert_eq!(verdict(&[&one], &[&other]), Verdict::Both);
}

#[test]
fn two_a_value_that_no_pattern_names_is_one_and_characters_are_counted_not_bytes() {
    let all = on(r#""StringLike":{"x:y":"*"}"#);
    let named = on(r#""StringLike":{"x:y":["a*","b*"]}"#);
    assert_eq!(verdict(&[&named], &[&all]), Verdict::Tighter);
    let one = on(r#""StringLike":{"x:y":"?"}"#);
    let e = on(r#""StringLike":{"x:y":["?","é"]}"#);
    assert_eq!(verdict(&[&one], &[&e]), Verdict::Equal);
}

#[test]
fn three_an_arn_is_compared_part_by_part_and_its_last_part_may_hold_colons() {
    let us = on(r#""ArnLike":{"x:arn":"arn:*:bedrock:*:*:inference-profile/us.*"}"#);
    let both = on(
        r#""ArnLike":{"x:arn":["arn:*:bedrock:*:*:inference-profile/us.*","arn:*:bedrock:*:*:inference-profile/global.*"]}"#,
    );
    let found = between(&[&us], &[&both]);
    // As one glob there would be a value that both match; part by part there are three kinds and the key absent.
    assert_eq!(found.space.dimensions()[2].values.len(), 4);
    let equals = us.replace("ArnLike", "ArnEquals");
    assert_eq!(verdict(&[&us], &[&equals]), Verdict::Equal);
    let colon = on(r#""ArnLike":{"x:arn":"arn:*:bedrock:*:*:inference-profile/us.*:0"}"#);
    assert_eq!(verdict(&[&us], &[&us, &colon]), Verdict::Equal);
}

#[test]
fn four_literal_operators_have_no_wildcards() {
    let star = on(r#""StringEquals":{"x:y":"*"}"#);
    let spelled = on(r#""StringLike":{"x:y":"${*}"}"#);
    let any = on(r#""StringLike":{"x:y":"*"}"#);
    assert_eq!(verdict(&[&star], &[&spelled]), Verdict::Equal);
    assert_eq!(verdict(&[&star], &[&any]), Verdict::Tighter);
}

#[test]
fn five_an_absent_key_is_an_atom_of_its_own() {
    let bare = on(r#""StringNotEquals":{"x:y":"a"}"#);
    let guarded = on(r#""StringNotEquals":{"x:y":"a"},"Null":{"x:y":"false"}"#);
    let found = between(&[&guarded], &[&bare]);
    assert_eq!(found.verdict(), Verdict::Tighter);
    let change = &found.changes[0].rectangle;
    let said = found.space.dimensions()[2].describe(&change.atoms[2]);
    assert!(said.absent && said.terms.is_empty());
    let if_exists = on(r#""StringEqualsIfExists":{"x:y":"a"}"#);
    let or_absent = [
        on(r#""StringEquals":{"x:y":"a"}"#),
        on(r#""Null":{"x:y":"true"}"#),
    ];
    assert_eq!(
        verdict(&[&if_exists], &[&or_absent[0], &or_absent[1]]),
        Verdict::Equal
    );
    let values = &found.space.dimensions()[2].values;
    assert!(
        !values.contains(&Value::One(String::new())),
        "no empty value"
    );
}

#[test]
fn six_lists_are_or_and_nor_under_a_negated_operator_and_keys_are_and() {
    let either = on(r#""StringEquals":{"x:y":["a","b"]}"#);
    let apart = [
        on(r#""StringEquals":{"x:y":"a"}"#),
        on(r#""StringEquals":{"x:y":"b"}"#),
    ];
    assert_eq!(verdict(&[&either], &[&apart[0], &apart[1]]), Verdict::Equal);
    let neither = on(r#""StringNotEquals":{"x:y":["a","b"]}"#);
    let both = [
        on(r#""StringNotEquals":{"x:y":"a"}"#),
        on(r#""StringNotEquals":{"x:y":"b"}"#),
    ];
    assert_eq!(
        verdict(&[&neither], &[&both[0], &both[1]]),
        Verdict::Tighter
    );
    let two_keys = on(r#""StringEquals":{"x:y":"a","x:z":"a"}"#);
    assert_eq!(verdict(&[&apart[0]], &[&two_keys]), Verdict::Wider);
}

#[test]
fn seven_a_policy_variable_is_refused_or_answers_freely() {
    let own = on(r#""StringEquals":{"x:y":"${aws:PrincipalTag/team}"}"#);
    assert!(matches!(why(&[&own]), Why::Variable(_)));
    let other =
        deny(r#""Action":"a:*","Condition":{"StringEquals":{"x:y":"${aws:PrincipalTag/team}"}}"#);
    let opaque = |before: &str, after: &str| {
        let probes = Probes::default();
        difference(&[level(&[before])], &[level(&[after])], &probes, true, 10).unwrap()
    };
    // The same test answers the same on both sides, so this is known whatever it answers.
    assert_eq!(opaque(&own, &own).verdict(), Verdict::Equal);
    assert_eq!(opaque(&own, &other).verdict(), Verdict::Tighter);
    assert_eq!(opaque(&own, &other).space.assumed().len(), 2);
    // In an older version it is literal text.
    let old = own.replace("2012-10-17", "2008-10-17");
    assert_eq!(verdict(&[&old], &[&old]), Verdict::Equal);
}

#[test]
fn eight_set_operators_are_compared_over_sets_and_plain_ones_on_such_keys_are_refused() {
    let all = on(r#""ForAllValues:StringEquals":{"x:keys":["a","b"]}"#);
    let any = on(r#""ForAnyValue:StringEquals":{"x:keys":["a","b"]}"#);
    // On none ForAllValues holds and ForAnyValue does not; on one of each kind it is the other way round.
    assert_eq!(verdict(&[&all], &[&any]), Verdict::Both);
    let not_any = on(r#""ForAllValues:StringNotEquals":{"x:keys":["a","b"]}"#);
    let action = deny(r#""Action":"a:b""#);
    assert_eq!(verdict(&[&any, &not_any], &[&action]), Verdict::Equal);
    let plain = on(r#""StringEquals":{"aws:TagKeys":"a"}"#);
    assert!(matches!(why(&[&plain]), Why::Multivalued(_)));
    let beside = on(r#""StringEquals":{"x:keys":"a"}"#);
    assert!(matches!(
        why(&[&all, &beside]),
        Why::Open(Open::SeveralValues)
    ));
    let none = on(r#""ForAnyValue:StringNotEquals":{"x:keys":"a"}"#);
    assert!(matches!(why(&[&none]), Why::Open(Open::AnyOfNone)));
}

#[test]
fn nine_classes_that_no_request_reaches_stay() {
    // `unspecified` with S3: nobody sends it, and the opening is found all the same.
    let held = deny(
        r#""NotAction":"iam:*","Condition":{"StringNotEquals":{"aws:RequestedRegion":"eu-west-1"}}"#,
    );
    let open = held.replace(r#""eu-west-1""#, r#"["eu-west-1","unspecified"]"#);
    let found = between(&[&held], &[&open]);
    assert_eq!(found.verdict(), Verdict::Wider);
    let [change] = found.changes.as_slice() else {
        panic!()
    };
    let said = found.space.dimensions()[0].describe(&change.rectangle.atoms[0]);
    assert_eq!(said.terms[0].unlike[0].text, "iam:*");
}

#[test]
fn ten_probes_split_for_readers_and_change_no_verdict() {
    let before = deny(r#""Action":"s3:*""#);
    let after = deny(r#""NotAction":"iam:*""#);
    let probes = Probes {
        split: vec![Probe {
            axis: Axis::Action,
            kind: WordKind::Like,
            text: "bedrock:InvokeModel".to_owned(),
        }],
        examples: vec![(Axis::Action, "bedrock:InvokeModel".to_owned())],
        ..Probes::default()
    };
    let plain = between(&[&before], &[&after]);
    let split = difference(
        &[level(&[&before])],
        &[level(&[&after])],
        &probes,
        false,
        10,
    )
    .unwrap();
    assert_eq!(plain.verdict(), split.verdict());
    let actions =
        |found: &crate::policy::compare::Difference| found.space.dimensions()[0].values.len();
    assert_eq!(actions(&split), actions(&plain) + 1);
    assert_eq!(split.space.classes()[1], plain.space.classes()[1]);
    let spelled = Value::One("bedrock:invokemodel".to_owned());
    assert!(split.space.dimensions()[0].values.contains(&spelled));
}

#[test]
fn eleven_a_role_is_compared_by_its_arn_and_a_path_is_part_of_it() {
    let role = on(r#""ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/Admin"}"#);
    let path = on(
        r#""ArnNotLike":{"aws:PrincipalArn":["arn:aws:iam::*:role/Admin","arn:aws:iam::*:role/team/Admin"]}"#,
    );
    assert_eq!(verdict(&[&role], &[&path]), Verdict::Wider);
}

#[test]
fn twelve_rectangles_are_all_of_the_change_and_nothing_else() {
    let one = deny(r#""Action":["a:*","b:*"],"Condition":{"StringEquals":{"x:y":["1","2"]}}"#);
    let other = deny(r#""Action":["a:x","c:*"],"Condition":{"StringEquals":{"x:z":["1"]}}"#);
    let found = between(&[&one], &[&other]);
    for (leaf, opens) in [(WIDER, true), (TIGHTER, false)] {
        let whole = cover(&found.space, &found.diagram, leaf, 100);
        assert!(whole.whole);
        let rectangles: Vec<_> = found
            .changes
            .iter()
            .filter(|own| own.opens == opens)
            .collect();
        assert_eq!(rectangles.len(), whole.rectangles.len());
        let sizes: Vec<usize> = found
            .space
            .dimensions()
            .iter()
            .map(|own| own.values.len())
            .collect();
        // Every class, by counting up.
        for mut number in 0..sizes.iter().product::<usize>() {
            let class: Vec<usize> = sizes
                .iter()
                .map(|size| {
                    let atom = number % size;
                    number /= size;
                    atom
                })
                .collect();
            let covered = rectangles.iter().any(|own| {
                own.rectangle
                    .atoms
                    .iter()
                    .zip(&class)
                    .all(|(atoms, atom)| atoms.contains(*atom))
            });
            assert_eq!(covered, found.diagram.answer(&class) == Some(leaf));
        }
    }
}

#[test]
fn thirteen_too_many_combinations_fail_loudly_and_name_the_pattern() {
    let patterns: Vec<String> = (0..30)
        .map(|n| format!("\"*{}{}*\"", "ab".repeat(n % 5 + 1), "?".repeat(n)))
        .collect();
    let policy = on(&format!(
        r#""StringLike":{{"x:y":[{}]}}"#,
        patterns.join(",")
    ));
    let found = difference(&[level(&[&policy])], &[], &Probes::default(), false, 10);
    let Err(NoDifference::Space(
        NoSpace::TooManyStates {
            pattern, statement, ..
        },
        _,
    )) = found
    else {
        panic!("{found:?}")
    };
    assert!(pattern.contains('?'));
    assert_eq!(statement, Some(0));
}

#[test]
fn fourteen_a_level_without_a_matching_allow_denies() {
    let allow = |actions: &str| {
        format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":{actions},"Resource":"*"}}]}}"#
        )
    };
    let (full, some) = (allow(r#""*""#), allow(r#"["s3:*","ec2:*"]"#));
    let compare = |before: &[Level], after: &[Level]| {
        difference(before, after, &Probes::default(), false, 10).unwrap()
    };
    let root = || level(&[&full]);
    let found = compare(&[root(), level(&[&full])], &[root(), level(&[&some])]);
    assert_eq!(found.verdict(), Verdict::Tighter);
    let request = found.space.request(&found.changes[0].rectangle.class);
    assert!(naive::denied(&[root(), level(&[&some])], &request).unwrap());
    // The same list one level up.
    assert_eq!(
        compare(&[root(), level(&[&some])], &[level(&[&some]), root()]).verdict(),
        Verdict::Equal
    );
    // A level without any Allow is taken to have FullAWSAccess, as one that is not there.
    assert_eq!(
        compare(&[root(), level(&[])], &[root()]).verdict(),
        Verdict::Equal
    );
}

#[test]
fn no_level_is_left_out_however_many_there_are() {
    let compare = |before: &[Level], after: &[Level]| {
        difference(before, after, &Probes::default(), false, 10)
    };
    let mut deep: Vec<Level> = (0..80).map(|_| level(&[])).collect();
    let nothing = deep.clone();
    deep.push(level(&[&deny(r#""Action":"s3:*""#)]));
    assert_eq!(
        compare(&nothing, &deep).unwrap().verdict(),
        Verdict::Tighter
    );
    let allow =
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}"#;
    deep.push(level(&[allow]));
    assert_eq!(
        compare(&nothing, &deep).unwrap().verdict(),
        Verdict::Tighter
    );
    let allowing: Vec<Level> = (0..63).map(|_| level(&[allow])).collect();
    assert!(matches!(
        compare(&nothing, &allowing),
        Err(NoDifference::Levels(63))
    ));
}
