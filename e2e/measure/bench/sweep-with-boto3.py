"""Every function URL of one region with its policy, by boto3 as it comes: `python3 sweep-with-boto3.py THREADS`."""

import json
import sys
from concurrent.futures import ThreadPoolExecutor

import boto3

client = boto3.client("lambda")


def read(name):
    """How many URLs a function has, each with its policy read; None when it was given up."""
    try:
        configs = client.list_function_url_configs(FunctionName=name)["FunctionUrlConfigs"]
        for config in configs:
            parts = config["FunctionArn"].split(":")
            qualifier = {"Qualifier": parts[7]} if len(parts) > 7 else {}
            try:
                client.get_policy(FunctionName=name, **qualifier)
            except client.exceptions.ResourceNotFoundException:
                pass
        return len(configs)
    except Exception:
        return None


pages = client.get_paginator("list_functions").paginate()
names = [function["FunctionName"] for page in pages for function in page["Functions"]]
with ThreadPoolExecutor(int(sys.argv[1])) as pool:
    counts = list(pool.map(read, names))
print(json.dumps({"urls": sum(count or 0 for count in counts), "lost": counts.count(None)}))
