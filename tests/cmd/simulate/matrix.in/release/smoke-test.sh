#!/usr/bin/env bash
# Made by crispack: one tiny call for each source Region and family of inference profiles (the matrix of `crispack simulate --matrix`), and how it must end
# after the whole rollout: with an answer, or denied by a service control policy.
#
#   bash smoke-test.sh OU [REGION...]   the calls of an OU (from some source Regions), made in an account of it, as a role that workloads have
#   bash smoke-test.sh --list           the OUs, and how many calls each has
#
# Exit codes: 0 every call ended as it must; 1 one did not; 2 none ended wrong, but some told nothing; 64 wrong usage.
# A call that is answered costs what a token of a small model costs. No call is made as a role that the Region deny does not bind.
# Not tried on a live AWS organization.
set -u
export AWS_PAGER=

exempt() { cat <<'END'
arn:*:iam::*:role/AWSControlTowerExecution
END
}
calls_1() { cat <<'END'
af-south-1	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
af-south-1	deny	global.anthropic.claude-haiku-4-5-20251001-v1:0	-
ap-east-2	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
ap-east-2	deny	apac.amazon.nova-micro-v1:0	-
ap-east-2	deny	global.amazon.nova-2-lite-v1:0	-
ap-northeast-1	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
ap-northeast-1	deny	apac.amazon.nova-micro-v1:0	-
ap-northeast-1	deny	global.amazon.nova-2-lite-v1:0	-
ap-northeast-1	deny	jp.amazon.nova-2-lite-v1:0	-
ap-northeast-2	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
ap-northeast-2	deny	apac.amazon.nova-micro-v1:0	-
ap-northeast-2	deny	global.amazon.nova-2-lite-v1:0	-
ap-northeast-3	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
ap-northeast-3	deny	apac.anthropic.claude-sonnet-4-20250514-v1:0	-
ap-northeast-3	deny	global.anthropic.claude-haiku-4-5-20251001-v1:0	-
ap-northeast-3	deny	jp.anthropic.claude-haiku-4-5-20251001-v1:0	-
ap-south-1	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
ap-south-1	deny	apac.amazon.nova-micro-v1:0	-
ap-south-1	deny	global.amazon.nova-2-lite-v1:0	-
ap-south-1	deny	in.anthropic.claude-haiku-4-5-20251001-v1:0	-
ap-south-2	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
ap-south-2	deny	apac.anthropic.claude-sonnet-4-20250514-v1:0	-
ap-south-2	deny	global.anthropic.claude-haiku-4-5-20251001-v1:0	-
ap-south-2	deny	in.anthropic.claude-haiku-4-5-20251001-v1:0	-
ap-southeast-1	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
ap-southeast-1	deny	apac.amazon.nova-micro-v1:0	-
ap-southeast-1	deny	global.amazon.nova-2-lite-v1:0	-
ap-southeast-2	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
ap-southeast-2	deny	apac.amazon.nova-micro-v1:0	-
ap-southeast-2	deny	au.anthropic.claude-haiku-4-5-20251001-v1:0	-
ap-southeast-2	deny	global.amazon.nova-2-lite-v1:0	-
ap-southeast-3	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
ap-southeast-3	deny	apac.amazon.nova-micro-v1:0	-
ap-southeast-3	deny	global.amazon.nova-2-lite-v1:0	-
ap-southeast-4	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
ap-southeast-4	deny	apac.amazon.nova-lite-v1:0	-
ap-southeast-4	deny	au.anthropic.claude-haiku-4-5-20251001-v1:0	-
ap-southeast-4	deny	global.amazon.nova-2-lite-v1:0	-
ap-southeast-5	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
ap-southeast-5	deny	apac.amazon.nova-micro-v1:0	-
ap-southeast-5	deny	global.amazon.nova-2-lite-v1:0	-
ap-southeast-6	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
ap-southeast-6	deny	au.anthropic.claude-haiku-4-5-20251001-v1:0	-
ap-southeast-6	deny	global.amazon.nova-2-lite-v1:0	-
ap-southeast-7	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
ap-southeast-7	deny	apac.amazon.nova-micro-v1:0	-
ap-southeast-7	deny	global.amazon.nova-2-lite-v1:0	-
ca-central-1	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
ca-central-1	deny	ca.amazon.nova-lite-v1:0	-
ca-central-1	deny	global.amazon.nova-2-lite-v1:0	-
ca-central-1	deny	us.amazon.nova-2-lite-v1:0	-
ca-west-1	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
ca-west-1	deny	ca.amazon.nova-lite-v1:0	-
ca-west-1	deny	global.amazon.nova-2-lite-v1:0	-
ca-west-1	deny	us.amazon.nova-2-lite-v1:0	-
eu-central-1	answer	amazon.titan-embed-text-v2:0	{"inputText":"1"}
eu-central-1	deny	eu.amazon.nova-micro-v1:0	-
eu-central-1	deny	global.amazon.nova-2-lite-v1:0	-
eu-central-2	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
eu-central-2	deny	eu.anthropic.claude-haiku-4-5-20251001-v1:0	-
eu-central-2	deny	global.anthropic.claude-haiku-4-5-20251001-v1:0	-
eu-north-1	answer	amazon.titan-embed-text-v2:0	{"inputText":"1"}
eu-north-1	deny	eu.amazon.nova-micro-v1:0	-
eu-north-1	deny	global.amazon.nova-2-lite-v1:0	-
eu-south-1	answer	amazon.titan-embed-text-v2:0	{"inputText":"1"}
eu-south-1	deny	eu.amazon.nova-micro-v1:0	-
eu-south-1	deny	global.amazon.nova-2-lite-v1:0	-
eu-south-2	answer	amazon.titan-embed-text-v2:0	{"inputText":"1"}
eu-south-2	deny	eu.amazon.nova-micro-v1:0	-
eu-south-2	deny	global.amazon.nova-2-lite-v1:0	-
eu-west-1	answer	amazon.titan-embed-text-v2:0	{"inputText":"1"}
eu-west-1	deny	eu.amazon.nova-micro-v1:0	-
eu-west-1	deny	global.amazon.nova-2-lite-v1:0	-
eu-west-2	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
eu-west-2	deny	eu.anthropic.claude-haiku-4-5-20251001-v1:0	-
eu-west-2	deny	global.amazon.nova-2-lite-v1:0	-
eu-west-3	answer	amazon.titan-embed-text-v2:0	{"inputText":"1"}
eu-west-3	deny	eu.amazon.nova-micro-v1:0	-
eu-west-3	deny	global.amazon.nova-2-lite-v1:0	-
il-central-1	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
il-central-1	deny	eu.amazon.nova-micro-v1:0	-
il-central-1	deny	global.amazon.nova-2-lite-v1:0	-
me-central-1	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
me-central-1	deny	global.amazon.nova-2-lite-v1:0	-
me-south-1	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
me-south-1	deny	global.anthropic.claude-haiku-4-5-20251001-v1:0	-
mx-central-1	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
mx-central-1	deny	global.anthropic.claude-haiku-4-5-20251001-v1:0	-
sa-east-1	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
sa-east-1	deny	global.anthropic.claude-haiku-4-5-20251001-v1:0	-
us-east-1	answer	amazon.titan-embed-text-v2:0	{"inputText":"1"}
us-east-1	deny	global.amazon.nova-2-lite-v1:0	-
us-east-1	deny	us.amazon.nova-micro-v1:0	-
us-east-2	answer	amazon.titan-embed-text-v2:0	{"inputText":"1"}
us-east-2	deny	global.amazon.nova-2-lite-v1:0	-
us-east-2	deny	us.amazon.nova-micro-v1:0	-
us-west-1	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
us-west-1	deny	global.amazon.nova-2-lite-v1:0	-
us-west-1	deny	us.amazon.nova-lite-v1:0	-
us-west-2	answer	amazon.titan-embed-text-v2:0	{"inputText":"1"}
us-west-2	deny	global.amazon.nova-2-lite-v1:0	-
us-west-2	deny	us.amazon.nova-micro-v1:0	-
END
}
calls_2() { cat <<'END'
af-south-1	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
af-south-1	deny	global.anthropic.claude-haiku-4-5-20251001-v1:0	-
ap-east-2	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
ap-east-2	deny	apac.amazon.nova-micro-v1:0	-
ap-east-2	deny	global.amazon.nova-2-lite-v1:0	-
ap-northeast-1	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
ap-northeast-1	deny	apac.amazon.nova-micro-v1:0	-
ap-northeast-1	deny	global.amazon.nova-2-lite-v1:0	-
ap-northeast-1	deny	jp.amazon.nova-2-lite-v1:0	-
ap-northeast-2	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
ap-northeast-2	deny	apac.amazon.nova-micro-v1:0	-
ap-northeast-2	deny	global.amazon.nova-2-lite-v1:0	-
ap-northeast-3	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
ap-northeast-3	deny	apac.anthropic.claude-sonnet-4-20250514-v1:0	-
ap-northeast-3	deny	global.anthropic.claude-haiku-4-5-20251001-v1:0	-
ap-northeast-3	deny	jp.anthropic.claude-haiku-4-5-20251001-v1:0	-
ap-south-1	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
ap-south-1	deny	apac.amazon.nova-micro-v1:0	-
ap-south-1	deny	global.amazon.nova-2-lite-v1:0	-
ap-south-1	deny	in.anthropic.claude-haiku-4-5-20251001-v1:0	-
ap-south-2	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
ap-south-2	deny	apac.anthropic.claude-sonnet-4-20250514-v1:0	-
ap-south-2	deny	global.anthropic.claude-haiku-4-5-20251001-v1:0	-
ap-south-2	deny	in.anthropic.claude-haiku-4-5-20251001-v1:0	-
ap-southeast-1	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
ap-southeast-1	deny	apac.amazon.nova-micro-v1:0	-
ap-southeast-1	deny	global.amazon.nova-2-lite-v1:0	-
ap-southeast-2	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
ap-southeast-2	deny	apac.amazon.nova-micro-v1:0	-
ap-southeast-2	deny	au.anthropic.claude-haiku-4-5-20251001-v1:0	-
ap-southeast-2	deny	global.amazon.nova-2-lite-v1:0	-
ap-southeast-3	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
ap-southeast-3	deny	apac.amazon.nova-micro-v1:0	-
ap-southeast-3	deny	global.amazon.nova-2-lite-v1:0	-
ap-southeast-4	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
ap-southeast-4	deny	apac.amazon.nova-lite-v1:0	-
ap-southeast-4	deny	au.anthropic.claude-haiku-4-5-20251001-v1:0	-
ap-southeast-4	deny	global.amazon.nova-2-lite-v1:0	-
ap-southeast-5	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
ap-southeast-5	deny	apac.amazon.nova-micro-v1:0	-
ap-southeast-5	deny	global.amazon.nova-2-lite-v1:0	-
ap-southeast-6	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
ap-southeast-6	deny	au.anthropic.claude-haiku-4-5-20251001-v1:0	-
ap-southeast-6	deny	global.amazon.nova-2-lite-v1:0	-
ap-southeast-7	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
ap-southeast-7	deny	apac.amazon.nova-micro-v1:0	-
ap-southeast-7	deny	global.amazon.nova-2-lite-v1:0	-
ca-central-1	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
ca-central-1	deny	ca.amazon.nova-lite-v1:0	-
ca-central-1	deny	global.amazon.nova-2-lite-v1:0	-
ca-central-1	deny	us.amazon.nova-2-lite-v1:0	-
ca-west-1	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
ca-west-1	deny	ca.amazon.nova-lite-v1:0	-
ca-west-1	deny	global.amazon.nova-2-lite-v1:0	-
ca-west-1	deny	us.amazon.nova-2-lite-v1:0	-
eu-central-1	answer	amazon.titan-embed-text-v2:0	{"inputText":"1"}
eu-central-1	answer	eu.amazon.nova-micro-v1:0	-
eu-central-1	deny	global.amazon.nova-2-lite-v1:0	-
eu-central-2	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
eu-central-2	deny	eu.anthropic.claude-haiku-4-5-20251001-v1:0	-
eu-central-2	deny	global.anthropic.claude-haiku-4-5-20251001-v1:0	-
eu-north-1	answer	amazon.titan-embed-text-v2:0	{"inputText":"1"}
eu-north-1	answer	eu.amazon.nova-micro-v1:0	-
eu-north-1	deny	global.amazon.nova-2-lite-v1:0	-
eu-south-1	answer	amazon.titan-embed-text-v2:0	{"inputText":"1"}
eu-south-1	answer	eu.amazon.nova-micro-v1:0	-
eu-south-1	deny	global.amazon.nova-2-lite-v1:0	-
eu-south-2	answer	amazon.titan-embed-text-v2:0	{"inputText":"1"}
eu-south-2	answer	eu.amazon.nova-micro-v1:0	-
eu-south-2	deny	global.amazon.nova-2-lite-v1:0	-
eu-west-1	answer	amazon.titan-embed-text-v2:0	{"inputText":"1"}
eu-west-1	answer	eu.amazon.nova-micro-v1:0	-
eu-west-1	deny	global.amazon.nova-2-lite-v1:0	-
eu-west-2	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
eu-west-2	deny	eu.anthropic.claude-haiku-4-5-20251001-v1:0	-
eu-west-2	deny	global.amazon.nova-2-lite-v1:0	-
eu-west-3	answer	amazon.titan-embed-text-v2:0	{"inputText":"1"}
eu-west-3	answer	eu.amazon.nova-micro-v1:0	-
eu-west-3	deny	global.amazon.nova-2-lite-v1:0	-
il-central-1	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
il-central-1	deny	eu.amazon.nova-micro-v1:0	-
il-central-1	deny	global.amazon.nova-2-lite-v1:0	-
me-central-1	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
me-central-1	deny	global.amazon.nova-2-lite-v1:0	-
me-south-1	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
me-south-1	deny	global.anthropic.claude-haiku-4-5-20251001-v1:0	-
mx-central-1	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
mx-central-1	deny	global.anthropic.claude-haiku-4-5-20251001-v1:0	-
sa-east-1	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
sa-east-1	deny	global.anthropic.claude-haiku-4-5-20251001-v1:0	-
us-east-1	answer	amazon.titan-embed-text-v2:0	{"inputText":"1"}
us-east-1	deny	global.amazon.nova-2-lite-v1:0	-
us-east-1	deny	us.amazon.nova-micro-v1:0	-
us-east-2	answer	amazon.titan-embed-text-v2:0	{"inputText":"1"}
us-east-2	deny	global.amazon.nova-2-lite-v1:0	-
us-east-2	deny	us.amazon.nova-micro-v1:0	-
us-west-1	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
us-west-1	deny	global.amazon.nova-2-lite-v1:0	-
us-west-1	deny	us.amazon.nova-lite-v1:0	-
us-west-2	answer	amazon.titan-embed-text-v2:0	{"inputText":"1"}
us-west-2	deny	global.amazon.nova-2-lite-v1:0	-
us-west-2	deny	us.amazon.nova-micro-v1:0	-
END
}
calls_3() { cat <<'END'
af-south-1	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
af-south-1	deny	global.anthropic.claude-haiku-4-5-20251001-v1:0	-
ap-east-2	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
ap-east-2	deny	apac.amazon.nova-micro-v1:0	-
ap-east-2	deny	global.amazon.nova-2-lite-v1:0	-
ap-northeast-1	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
ap-northeast-1	deny	apac.amazon.nova-micro-v1:0	-
ap-northeast-1	deny	global.amazon.nova-2-lite-v1:0	-
ap-northeast-1	deny	jp.amazon.nova-2-lite-v1:0	-
ap-northeast-2	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
ap-northeast-2	deny	apac.amazon.nova-micro-v1:0	-
ap-northeast-2	deny	global.amazon.nova-2-lite-v1:0	-
ap-northeast-3	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
ap-northeast-3	deny	apac.anthropic.claude-sonnet-4-20250514-v1:0	-
ap-northeast-3	deny	global.anthropic.claude-haiku-4-5-20251001-v1:0	-
ap-northeast-3	deny	jp.anthropic.claude-haiku-4-5-20251001-v1:0	-
ap-south-1	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
ap-south-1	deny	apac.amazon.nova-micro-v1:0	-
ap-south-1	deny	global.amazon.nova-2-lite-v1:0	-
ap-south-1	deny	in.anthropic.claude-haiku-4-5-20251001-v1:0	-
ap-south-2	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
ap-south-2	deny	apac.anthropic.claude-sonnet-4-20250514-v1:0	-
ap-south-2	deny	global.anthropic.claude-haiku-4-5-20251001-v1:0	-
ap-south-2	deny	in.anthropic.claude-haiku-4-5-20251001-v1:0	-
ap-southeast-1	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
ap-southeast-1	deny	apac.amazon.nova-micro-v1:0	-
ap-southeast-1	deny	global.amazon.nova-2-lite-v1:0	-
ap-southeast-2	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
ap-southeast-2	deny	apac.amazon.nova-micro-v1:0	-
ap-southeast-2	deny	au.anthropic.claude-haiku-4-5-20251001-v1:0	-
ap-southeast-2	deny	global.amazon.nova-2-lite-v1:0	-
ap-southeast-3	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
ap-southeast-3	deny	apac.amazon.nova-micro-v1:0	-
ap-southeast-3	deny	global.amazon.nova-2-lite-v1:0	-
ap-southeast-4	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
ap-southeast-4	deny	apac.amazon.nova-lite-v1:0	-
ap-southeast-4	deny	au.anthropic.claude-haiku-4-5-20251001-v1:0	-
ap-southeast-4	deny	global.amazon.nova-2-lite-v1:0	-
ap-southeast-5	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
ap-southeast-5	deny	apac.amazon.nova-micro-v1:0	-
ap-southeast-5	deny	global.amazon.nova-2-lite-v1:0	-
ap-southeast-6	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
ap-southeast-6	deny	au.anthropic.claude-haiku-4-5-20251001-v1:0	-
ap-southeast-6	deny	global.amazon.nova-2-lite-v1:0	-
ap-southeast-7	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
ap-southeast-7	deny	apac.amazon.nova-micro-v1:0	-
ap-southeast-7	deny	global.amazon.nova-2-lite-v1:0	-
ca-central-1	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
ca-central-1	deny	ca.amazon.nova-lite-v1:0	-
ca-central-1	deny	global.amazon.nova-2-lite-v1:0	-
ca-central-1	deny	us.amazon.nova-2-lite-v1:0	-
ca-west-1	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
ca-west-1	deny	ca.amazon.nova-lite-v1:0	-
ca-west-1	deny	global.amazon.nova-2-lite-v1:0	-
ca-west-1	deny	us.amazon.nova-2-lite-v1:0	-
eu-central-1	answer	amazon.titan-embed-text-v2:0	{"inputText":"1"}
eu-central-1	deny	eu.amazon.nova-micro-v1:0	-
eu-central-1	deny	global.amazon.nova-2-lite-v1:0	-
eu-central-2	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
eu-central-2	deny	eu.anthropic.claude-haiku-4-5-20251001-v1:0	-
eu-central-2	deny	global.anthropic.claude-haiku-4-5-20251001-v1:0	-
eu-north-1	answer	amazon.titan-embed-text-v2:0	{"inputText":"1"}
eu-north-1	deny	eu.amazon.nova-micro-v1:0	-
eu-north-1	deny	global.amazon.nova-2-lite-v1:0	-
eu-south-1	answer	amazon.titan-embed-text-v2:0	{"inputText":"1"}
eu-south-1	deny	eu.amazon.nova-micro-v1:0	-
eu-south-1	deny	global.amazon.nova-2-lite-v1:0	-
eu-south-2	answer	amazon.titan-embed-text-v2:0	{"inputText":"1"}
eu-south-2	deny	eu.amazon.nova-micro-v1:0	-
eu-south-2	deny	global.amazon.nova-2-lite-v1:0	-
eu-west-1	answer	amazon.titan-embed-text-v2:0	{"inputText":"1"}
eu-west-1	deny	eu.amazon.nova-micro-v1:0	-
eu-west-1	deny	global.amazon.nova-2-lite-v1:0	-
eu-west-2	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
eu-west-2	deny	eu.anthropic.claude-haiku-4-5-20251001-v1:0	-
eu-west-2	deny	global.amazon.nova-2-lite-v1:0	-
eu-west-3	answer	amazon.titan-embed-text-v2:0	{"inputText":"1"}
eu-west-3	deny	eu.amazon.nova-micro-v1:0	-
eu-west-3	deny	global.amazon.nova-2-lite-v1:0	-
il-central-1	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
il-central-1	deny	eu.amazon.nova-micro-v1:0	-
il-central-1	deny	global.amazon.nova-2-lite-v1:0	-
me-central-1	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
me-central-1	deny	global.amazon.nova-2-lite-v1:0	-
me-south-1	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
me-south-1	deny	global.anthropic.claude-haiku-4-5-20251001-v1:0	-
mx-central-1	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
mx-central-1	deny	global.anthropic.claude-haiku-4-5-20251001-v1:0	-
sa-east-1	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
sa-east-1	deny	global.anthropic.claude-haiku-4-5-20251001-v1:0	-
us-east-1	answer	amazon.titan-embed-text-v2:0	{"inputText":"1"}
us-east-1	deny	global.amazon.nova-2-lite-v1:0	-
us-east-1	deny	us.amazon.nova-micro-v1:0	-
us-east-2	answer	amazon.titan-embed-text-v2:0	{"inputText":"1"}
us-east-2	deny	global.amazon.nova-2-lite-v1:0	-
us-east-2	deny	us.amazon.nova-micro-v1:0	-
us-west-1	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
us-west-1	deny	global.amazon.nova-2-lite-v1:0	-
us-west-1	deny	us.amazon.nova-lite-v1:0	-
us-west-2	answer	amazon.titan-embed-text-v2:0	{"inputText":"1"}
us-west-2	deny	global.amazon.nova-2-lite-v1:0	-
us-west-2	deny	us.amazon.nova-micro-v1:0	-
END
}
calls_4() { cat <<'END'
af-south-1	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
af-south-1	deny	global.anthropic.claude-haiku-4-5-20251001-v1:0	-
ap-east-2	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
ap-east-2	deny	apac.amazon.nova-micro-v1:0	-
ap-east-2	deny	global.amazon.nova-2-lite-v1:0	-
ap-northeast-1	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
ap-northeast-1	deny	apac.amazon.nova-micro-v1:0	-
ap-northeast-1	deny	global.amazon.nova-2-lite-v1:0	-
ap-northeast-1	deny	jp.amazon.nova-2-lite-v1:0	-
ap-northeast-2	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
ap-northeast-2	deny	apac.amazon.nova-micro-v1:0	-
ap-northeast-2	deny	global.amazon.nova-2-lite-v1:0	-
ap-northeast-3	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
ap-northeast-3	deny	apac.anthropic.claude-sonnet-4-20250514-v1:0	-
ap-northeast-3	deny	global.anthropic.claude-haiku-4-5-20251001-v1:0	-
ap-northeast-3	deny	jp.anthropic.claude-haiku-4-5-20251001-v1:0	-
ap-south-1	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
ap-south-1	deny	apac.amazon.nova-micro-v1:0	-
ap-south-1	deny	global.amazon.nova-2-lite-v1:0	-
ap-south-1	deny	in.anthropic.claude-haiku-4-5-20251001-v1:0	-
ap-south-2	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
ap-south-2	deny	apac.anthropic.claude-sonnet-4-20250514-v1:0	-
ap-south-2	deny	global.anthropic.claude-haiku-4-5-20251001-v1:0	-
ap-south-2	deny	in.anthropic.claude-haiku-4-5-20251001-v1:0	-
ap-southeast-1	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
ap-southeast-1	deny	apac.amazon.nova-micro-v1:0	-
ap-southeast-1	deny	global.amazon.nova-2-lite-v1:0	-
ap-southeast-2	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
ap-southeast-2	deny	apac.amazon.nova-micro-v1:0	-
ap-southeast-2	deny	au.anthropic.claude-haiku-4-5-20251001-v1:0	-
ap-southeast-2	deny	global.amazon.nova-2-lite-v1:0	-
ap-southeast-3	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
ap-southeast-3	deny	apac.amazon.nova-micro-v1:0	-
ap-southeast-3	deny	global.amazon.nova-2-lite-v1:0	-
ap-southeast-4	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
ap-southeast-4	deny	apac.amazon.nova-lite-v1:0	-
ap-southeast-4	deny	au.anthropic.claude-haiku-4-5-20251001-v1:0	-
ap-southeast-4	deny	global.amazon.nova-2-lite-v1:0	-
ap-southeast-5	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
ap-southeast-5	deny	apac.amazon.nova-micro-v1:0	-
ap-southeast-5	deny	global.amazon.nova-2-lite-v1:0	-
ap-southeast-6	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
ap-southeast-6	deny	au.anthropic.claude-haiku-4-5-20251001-v1:0	-
ap-southeast-6	deny	global.amazon.nova-2-lite-v1:0	-
ap-southeast-7	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
ap-southeast-7	deny	apac.amazon.nova-micro-v1:0	-
ap-southeast-7	deny	global.amazon.nova-2-lite-v1:0	-
ca-central-1	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
ca-central-1	deny	ca.amazon.nova-lite-v1:0	-
ca-central-1	deny	global.amazon.nova-2-lite-v1:0	-
ca-central-1	deny	us.amazon.nova-2-lite-v1:0	-
ca-west-1	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
ca-west-1	deny	ca.amazon.nova-lite-v1:0	-
ca-west-1	deny	global.amazon.nova-2-lite-v1:0	-
ca-west-1	deny	us.amazon.nova-2-lite-v1:0	-
eu-central-1	answer	amazon.titan-embed-text-v2:0	{"inputText":"1"}
eu-central-1	answer	eu.amazon.nova-micro-v1:0	-
eu-central-1	deny	global.amazon.nova-2-lite-v1:0	-
eu-central-2	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
eu-central-2	deny	eu.anthropic.claude-haiku-4-5-20251001-v1:0	-
eu-central-2	deny	global.anthropic.claude-haiku-4-5-20251001-v1:0	-
eu-north-1	answer	amazon.titan-embed-text-v2:0	{"inputText":"1"}
eu-north-1	answer	eu.amazon.nova-micro-v1:0	-
eu-north-1	deny	global.amazon.nova-2-lite-v1:0	-
eu-south-1	answer	amazon.titan-embed-text-v2:0	{"inputText":"1"}
eu-south-1	answer	eu.amazon.nova-micro-v1:0	-
eu-south-1	deny	global.amazon.nova-2-lite-v1:0	-
eu-south-2	answer	amazon.titan-embed-text-v2:0	{"inputText":"1"}
eu-south-2	answer	eu.amazon.nova-micro-v1:0	-
eu-south-2	deny	global.amazon.nova-2-lite-v1:0	-
eu-west-1	answer	amazon.titan-embed-text-v2:0	{"inputText":"1"}
eu-west-1	answer	eu.amazon.nova-micro-v1:0	-
eu-west-1	deny	global.amazon.nova-2-lite-v1:0	-
eu-west-2	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
eu-west-2	deny	eu.anthropic.claude-haiku-4-5-20251001-v1:0	-
eu-west-2	deny	global.amazon.nova-2-lite-v1:0	-
eu-west-3	answer	amazon.titan-embed-text-v2:0	{"inputText":"1"}
eu-west-3	answer	eu.amazon.nova-micro-v1:0	-
eu-west-3	deny	global.amazon.nova-2-lite-v1:0	-
il-central-1	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
il-central-1	deny	eu.amazon.nova-micro-v1:0	-
il-central-1	deny	global.amazon.nova-2-lite-v1:0	-
me-central-1	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
me-central-1	deny	global.amazon.nova-2-lite-v1:0	-
me-south-1	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
me-south-1	deny	global.anthropic.claude-haiku-4-5-20251001-v1:0	-
mx-central-1	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
mx-central-1	deny	global.anthropic.claude-haiku-4-5-20251001-v1:0	-
sa-east-1	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
sa-east-1	deny	global.anthropic.claude-haiku-4-5-20251001-v1:0	-
us-east-1	answer	amazon.titan-embed-text-v2:0	{"inputText":"1"}
us-east-1	deny	global.amazon.nova-2-lite-v1:0	-
us-east-1	answer	us.amazon.nova-micro-v1:0	-
us-east-1	deny	us.twelvelabs.marengo-embed-2-7-v1:0	{"inputType":"text","inputText":"1"}
us-east-2	answer	amazon.titan-embed-text-v2:0	{"inputText":"1"}
us-east-2	deny	global.amazon.nova-2-lite-v1:0	-
us-east-2	answer	us.amazon.nova-micro-v1:0	-
us-west-1	deny	amazon.titan-embed-text-v2:0	{"inputText":"1"}
us-west-1	deny	global.amazon.nova-2-lite-v1:0	-
us-west-1	deny	us.amazon.nova-lite-v1:0	-
us-west-2	answer	amazon.titan-embed-text-v2:0	{"inputText":"1"}
us-west-2	deny	global.amazon.nova-2-lite-v1:0	-
us-west-2	answer	us.amazon.nova-micro-v1:0	-
END
}
calls() {
  case "$1" in
    Security) calls_1 ;;
    Workloads) calls_2 ;;
    Workloads:Regulated) calls_3 ;;
    Sandbox | 'GenAI Lab') calls_4 ;;
    *) return 1 ;;
  esac
}
ous() { cat <<'END'
  102 calls  Security
  102 calls  Workloads
  102 calls  Workloads:Regulated
  103 calls  Sandbox
  103 calls  GenAI Lab
END
}

# REGION ID BODY: the call; its last line tells.
call() {
  if [ "$3" = - ]; then
    aws bedrock-runtime converse --region "$1" --model-id "$2" --messages '[{"role":"user","content":[{"text":"1"}]}]' --inference-config maxTokens=1 --query stopReason --output text 2>&1 </dev/null
  else
    aws bedrock-runtime invoke-model --region "$1" --model-id "$2" --content-type application/json --body fileb://<(printf %s "$3") /dev/null 2>&1 </dev/null
  fi
}

case "${1:-}" in
  --list) ous; exit 0 ;;
  -h | --help) sed -n '2,/^set/s/^# \{0,1\}//p' "$0"; exit 0 ;;
  --) shift ;;
esac
case "${1:-}" in
  '') sed -n '2,/^set/s/^# \{0,1\}//p' "$0" >&2; exit 64 ;;
esac
ou=$1
shift
if ! calls "$ou" >/dev/null; then
  echo "no policy of this release is on \`$ou\` itself; take the nearest OU above it of these:" >&2
  ous >&2
  exit 64
fi
for region; do
  if ! calls "$ou" | cut -f1 | grep -qxF -- "$region"; then
    echo "no call is made from \`$region\`" >&2
    exit 64
  fi
done
if ! caller=$(aws sts get-caller-identity --query Arn --output text 2>&1 </dev/null); then
  echo "who calls is not known: $caller" >&2
  exit 64
fi
echo "as $caller, which has to be in $ou"
# A session is that of a role, and does not spell the role's path.
who=$caller name=
case "$caller" in
  arn:*:sts::*:assumed-role/*/*)
    name=${caller#*:assumed-role/}
    name=${name%%/*}
    who=${caller%%:assumed-role/*}
    who=${who/:sts:/:iam:}:role/$name
    ;;
esac
while IFS= read -r pattern; do
  # Of the shell's wildcards IAM knows `*` and `?` only.
  glob=${pattern//\\/\\\\}
  glob=${glob//\[/\\[}
  case "$who" in
    $glob)
      echo "the Region deny does not bind \`$pattern\`; call as a role that it binds" >&2
      exit 64
      ;;
  esac
  case "$pattern" in
    *:role/*/*)
      if [ -n "$name" ]; then
        case "$name" in
          ${glob##*/}) echo "if the path of this role is that of \`$pattern\`, the Region deny does not bind it, and what follows shows nothing" >&2 ;;
        esac
      fi
      ;;
  esac
done < <(exempt)
right=0 wrong=0 unknown=0
while IFS=$'\t' read -r region expected id body; do
  case " $* " in
    '  ' | *" $region "*) ;;
    *) continue ;;
  esac
  if said=$(call "$region" "$id" "$body"); then got=answer; else got=unknown; fi
  said=$(printf %s "$said" | tr -s '\n' ' ')
  case "$got $said" in
    unknown*AccessDenied*'service control polic'*) got=deny ;;
  esac
  if [ $got = $expected ]; then
    right=$((right + 1))
    echo "ok       $region $id: $expected"
  elif [ $got = unknown ]; then
    unknown=$((unknown + 1))
    echo "UNKNOWN  $region $id: must be $expected, and ended without telling:$said"
  else
    wrong=$((wrong + 1))
    echo "WRONG    $region $id: must be $expected, got $got $said"
  fi
done < <(calls "$ou")
echo "$right as they must, $wrong wrong, $unknown told nothing"
[ $wrong = 0 ] || exit 1
[ $unknown = 0 ] || exit 2
