"""Every operation that the sandbox claims, called by boto3 as it comes: `boto3.py build` and then `boto3.py take-down`.

The environment says where and as whom (AWS_ENDPOINT_URL, AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY).
Any answer that is not as expected ends it with a traceback. Operations that this boto3 has no method for are skipped,
and it says so. e2e/proof/boto3.ts runs it and counts.
"""

import http.client
import json
import os
import sys
import urllib.parse
from datetime import datetime, timedelta, timezone

# A script's own folder comes first in the search for modules, and this file has the name of one.
sys.path = [entry for entry in sys.path if os.path.abspath(entry or ".") != os.path.dirname(os.path.abspath(__file__))]

import boto3  # noqa: E402
from botocore.config import Config  # noqa: E402
from botocore.exceptions import ClientError  # noqa: E402

ACCOUNT = "111111111111"
NAME = "boto3-checkout"
REGION = os.environ["AWS_REGION"]
ARN = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{NAME}"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/boto3"
ONCE = Config(retries={"total_max_attempts": 1})

lambda_ = boto3.client("lambda", region_name=REGION, config=ONCE)


def expect(actual, expected):
    assert actual == expected, f"{actual!r} instead of {expected!r}"


def expect_error(code, call, **parameters):
    try:
        call(**parameters)
    except ClientError as error:
        expect(error.response["Error"]["Code"], code)
        return error.response["Error"]["Message"]
    raise AssertionError(f"{code} was expected, and the call went through")


def build_function():
    lambda_.create_function(
        FunctionName=NAME, Role=ROLE, Runtime="python3.12", Handler="app.handler", Code={"ZipFile": b"code"}
    )
    pages = lambda_.get_paginator("list_functions").paginate(PaginationConfig={"PageSize": 1})
    assert NAME in [each["FunctionName"] for page in pages for each in page["Functions"]]
    expect(lambda_.get_function(FunctionName=NAME)["Configuration"]["Runtime"], "python3.12")
    expect(lambda_.get_function_configuration(FunctionName=ARN)["FunctionName"], NAME)
    version = lambda_.publish_version(FunctionName=NAME)["Version"]
    versions = lambda_.list_versions_by_function(FunctionName=NAME)["Versions"]
    expect([each["Version"] for each in versions], ["$LATEST", version])
    lambda_.create_alias(FunctionName=NAME, Name="live", FunctionVersion=version)
    lambda_.update_alias(FunctionName=NAME, Name="live", Description="what customers use")
    expect(lambda_.get_alias(FunctionName=NAME, Name="live")["Description"], "what customers use")
    expect([each["Name"] for each in lambda_.list_aliases(FunctionName=NAME)["Aliases"]], ["live"])


def tags_and_concurrency():
    lambda_.tag_resource(Resource=ARN, Tags={"cost centre": "shop/42", "old": "yes"})
    lambda_.untag_resource(Resource=ARN, TagKeys=["old"])
    expect(lambda_.list_tags(Resource=ARN)["Tags"], {"cost centre": "shop/42"})
    lambda_.put_function_concurrency(FunctionName=NAME, ReservedConcurrentExecutions=5)
    expect(lambda_.get_function_concurrency(FunctionName=NAME)["ReservedConcurrentExecutions"], 5)
    only_functions = {"FunctionName": f"{ARN}:live", "ReservedConcurrentExecutions": 0}
    expect_error("InvalidParameterValueException", lambda_.put_function_concurrency, **only_functions)
    lambda_.delete_function_concurrency(FunctionName=NAME)
    assert "ReservedConcurrentExecutions" not in lambda_.get_function_concurrency(FunctionName=NAME)
    expect(lambda_.get_account_settings()["AccountLimit"]["ConcurrentExecutions"], 1000)


def build_urls():
    cors = {"AllowOrigins": ["https://shop.example.com"], "AllowHeaders": ["X-Trace"], "MaxAge": 60}
    made = lambda_.create_function_url_config(FunctionName=NAME, Qualifier="live", AuthType="NONE", Cors=cors)
    expect(made["Cors"]["AllowHeaders"], ["x-trace"])
    lambda_.create_function_url_config(FunctionName=NAME, AuthType="AWS_IAM", InvokeMode="RESPONSE_STREAM")
    expect(lambda_.get_function_url_config(FunctionName=NAME)["InvokeMode"], "RESPONSE_STREAM")
    updated = lambda_.update_function_url_config(FunctionName=f"{ARN}:live", Cors={"AllowOrigins": ["*"]})
    expect(updated["Cors"], {"AllowOrigins": ["*"]})
    pages = lambda_.get_paginator("list_function_url_configs").paginate(
        FunctionName=NAME, PaginationConfig={"PageSize": 1}
    )
    expect(len([each for page in pages for each in page["FunctionUrlConfigs"]]), 2)
    expect_error("ResourceConflictException", lambda_.create_function_url_config, FunctionName=NAME, AuthType="NONE")
    expect_error("ValidationException", lambda_.create_function_url_config, FunctionName=NAME, AuthType="OPEN")
    return made["FunctionUrl"]


def open_to_everyone():
    for statement, action, condition in [
        ("FunctionURLAllowPublicAccess", "lambda:InvokeFunctionUrl", {"FunctionUrlAuthType": "NONE"}),
        ("FunctionURLInvokeAllowPublicAccess", "lambda:InvokeFunction", {"InvokedViaFunctionUrl": True}),
        ("spare", "lambda:InvokeFunction", {}),
    ]:
        lambda_.add_permission(
            FunctionName=NAME, Qualifier="live", StatementId=statement, Action=action, Principal="*", **condition
        )
    policy = lambda_.get_policy(FunctionName=NAME, Qualifier="live")
    expect(len(json.loads(policy["Policy"])["Statement"]), 3)
    spare = {"FunctionName": NAME, "Qualifier": "live", "StatementId": "spare"}
    expect_error("PreconditionFailedException", lambda_.remove_permission, RevisionId="stale", **spare)
    lambda_.remove_permission(RevisionId=policy["RevisionId"], **spare)


def whole_policies():
    if not hasattr(lambda_, "put_resource_policy"):
        print("skipped: this boto3 does not know PutResourcePolicy, GetResourcePolicy and DeleteResourcePolicy")
        return
    statement = {"Effect": "Deny", "Principal": "*", "Action": "lambda:InvokeFunction", "Resource": ARN}
    statement["Condition"] = {"NotIpAddress": {"aws:SourceIp": "127.0.0.0/8"}}
    document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    put = lambda_.put_resource_policy(ResourceArn=ARN, Policy=document)
    read = lambda_.get_resource_policy(ResourceArn=ARN)
    expect(json.loads(read["Policy"])["Statement"], [statement])
    expect(read["RevisionId"], put["RevisionId"])
    expect(lambda_.get_policy(FunctionName=NAME)["RevisionId"], put["RevisionId"])
    expect_error("InvalidParameterValueException", lambda_.put_resource_policy, ResourceArn=ARN, Policy="{}")
    lambda_.delete_resource_policy(ResourceArn=ARN, RevisionId=read["RevisionId"])
    expect_error("ResourceNotFoundException", lambda_.get_resource_policy, ResourceArn=ARN)


def call_and_count(function_url):
    url = urllib.parse.urlsplit(function_url)
    for _ in range(3):
        # Not every system finds names below localhost: the address is dialled, the name goes into the header.
        connection = http.client.HTTPConnection("127.0.0.1", url.port)
        connection.request("GET", "/", headers={"Host": url.netloc})
        expect(connection.getresponse().status, 200)
        connection.close()
    now = datetime.now(timezone.utc)
    metric = {
        "Namespace": "AWS/Lambda",
        "MetricName": "UrlRequestCount",
        "Dimensions": [{"Name": "FunctionName", "Value": NAME}, {"Name": "Resource", "Value": f"{NAME}:live"}],
    }
    query = {"Id": "requests", "MetricStat": {"Metric": metric, "Period": 60, "Stat": "Sum"}}
    cloudwatch = boto3.client("cloudwatch", region_name=REGION, config=ONCE)
    pages = cloudwatch.get_paginator("get_metric_data").paginate(
        MetricDataQueries=[query], StartTime=now - timedelta(minutes=10), EndTime=now + timedelta(minutes=1)
    )
    expect(sum(value for page in pages for each in page["MetricDataResults"] for value in each["Values"]), 3)


def identities():
    sts = boto3.client("sts", region_name=REGION, config=ONCE)
    expect(sts.get_caller_identity()["Account"], ACCOUNT)
    assumed = sts.assume_role(RoleArn=ROLE, RoleSessionName="proof")["Credentials"]
    as_role = boto3.client(
        "sts",
        region_name=REGION,
        config=ONCE,
        aws_access_key_id=assumed["AccessKeyId"],
        aws_secret_access_key=assumed["SecretAccessKey"],
        aws_session_token=assumed["SessionToken"],
    )
    expect(as_role.get_caller_identity()["Arn"], f"arn:aws:sts::{ACCOUNT}:assumed-role/boto3/proof")
    wrong = boto3.client("sts", region_name=REGION, config=ONCE, aws_secret_access_key="wrong",
                         aws_access_key_id=os.environ["AWS_ACCESS_KEY_ID"])
    expect_error("SignatureDoesNotMatch", wrong.get_caller_identity)


def inventory():
    tagging = boto3.client("resourcegroupstaggingapi", region_name=REGION, config=ONCE)
    lambda_.tag_resource(Resource=ARN, Tags={"owner": "proof"})
    pages = tagging.get_paginator("get_resources").paginate(ResourceTypeFilters=["lambda:function"])
    found = [each["ResourceARN"] for page in pages for each in page["ResourceTagMappingList"]]
    expect(found, [ARN])
    cloudwatch = boto3.client("cloudwatch", region_name=REGION, config=ONCE)
    pages = cloudwatch.get_paginator("list_metrics").paginate(Namespace="AWS/Lambda", MetricName="UrlRequestCount")
    resources = [
        dimension["Value"]
        for page in pages
        for metric in page["Metrics"]
        for dimension in metric["Dimensions"]
        if dimension["Name"] == "Resource"
    ]
    expect(resources, [f"{NAME}:live"])
    organizations = boto3.client("organizations", region_name="us-east-1", config=ONCE)
    accounts = [each for page in organizations.get_paginator("list_accounts").paginate() for each in page["Accounts"]]
    expect(ACCOUNT in [account["Id"] for account in accounts], True)
    expect(organizations.describe_organization()["Organization"]["MasterAccountId"], ACCOUNT)


def event_history():
    cloudtrail = boto3.client("cloudtrail", region_name=REGION, config=ONCE)
    attribute = {"AttributeKey": "EventName", "AttributeValue": "CreateFunctionUrlConfig"}
    pages = cloudtrail.get_paginator("lookup_events").paginate(LookupAttributes=[attribute])
    events = [json.loads(event["CloudTrailEvent"]) for page in pages for event in page["Events"]]
    expect(len(events) > 1 and all("functionName" in event["requestParameters"] for event in events), True)
    two = [attribute, attribute]
    expect_error("InvalidLookupAttributesException", cloudtrail.lookup_events, LookupAttributes=two)


def build():
    build_function()
    tags_and_concurrency()
    function_url = build_urls()
    open_to_everyone()
    whole_policies()
    call_and_count(function_url)
    inventory()
    event_history()
    identities()


def take_down():
    """After the console has closed the URL: boto3 reads what the console changed, and removes everything."""
    expect(lambda_.get_function_url_config(FunctionName=NAME, Qualifier="live")["AuthType"], "AWS_IAM")
    message = expect_error("ResourceNotFoundException", lambda_.get_policy, FunctionName=NAME, Qualifier="live")
    expect(message, "The resource you requested does not exist.")
    lambda_.delete_function_url_config(FunctionName=NAME, Qualifier="live")
    lambda_.delete_alias(FunctionName=NAME, Name="live")
    lambda_.delete_function(FunctionName=NAME)
    expect_error("ResourceNotFoundException", lambda_.get_function, FunctionName=NAME)


{"build": build, "take-down": take_down}[sys.argv[1]]()
