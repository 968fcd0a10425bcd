//go:build tools

// Package tools pins netpol-analyzer, which says from manifests alone what may connect to what.
package tools

import _ "github.com/np-guard/netpol-analyzer/cmd/netpolicy"
