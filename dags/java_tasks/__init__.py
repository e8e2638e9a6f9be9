"""Operators for jars that say with their exit status and their last line how they ended."""

from java_tasks.jar import JarOperator
from java_tasks.page import RunPages
from java_tasks.spark import StreamingJobOperator

__all__ = ["JarOperator", "RunPages", "StreamingJobOperator"]
