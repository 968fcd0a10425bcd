//go:build tools

// Package tools pins what judges manifests: kubeconform their form, kube-score their soundness.
package tools

import (
	_ "github.com/yannh/kubeconform/cmd/kubeconform"
	_ "github.com/zegl/kube-score/cmd/kube-score"
)
