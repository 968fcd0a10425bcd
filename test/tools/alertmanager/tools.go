//go:build tools

// Package tools pins the Alertmanager that receives the alerts of a full test run, and the tool that checks its configuration.
package tools

import (
	_ "github.com/prometheus/alertmanager/cmd/alertmanager"
	_ "github.com/prometheus/alertmanager/cmd/amtool"
)
