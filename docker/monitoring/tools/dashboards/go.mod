module user-automation/monitoring/tools/dashboards

go 1.26

tool user-automation/monitoring/tools/dashboards

require github.com/grafana/grafana-foundation-sdk/go v0.0.22
