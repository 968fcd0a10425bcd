// Command oracle-hpa answers what Kubernetes' own controller of HorizontalPodAutoscalers does: one JSON case a line on
// standard input, one JSON answer a line on standard output. The controller runs unchanged, on a clock that is not real.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"runtime/debug"
	"testing"
	"testing/synctest"

	"github.com/go-logr/logr"
	utilruntime "k8s.io/apimachinery/pkg/util/runtime"
	utilfeature "k8s.io/apiserver/pkg/util/feature"
	"k8s.io/klog/v2"
	"k8s.io/kubernetes/pkg/controller/podautoscaler/monitor"
)

// A bubble with its own clock is only to be had from a test, so this program is one.
func main() {
	testing.Main(
		func(string, string) (bool, error) { return true, nil },
		[]testing.InternalTest{{Name: "oracle", F: answerAll}},
		nil, nil,
	)
}

func answerAll(t *testing.T) {
	// Cases are short and leave much behind: collected less often, they take a third of the time.
	debug.SetGCPercent(400)
	klog.SetLogger(logr.Discard())
	// The handlers wait on errors, which would move the clock.
	utilruntime.ErrorHandlers = nil
	// Alpha in 1.34; without it tolerances by direction are ignored.
	if err := utilfeature.DefaultMutableFeatureGate.Set("HPAConfigurableTolerance=true"); err != nil {
		fail(err)
	}
	// What lives as long as the program has to be made outside of every bubble.
	monitor.Register()

	input := bufio.NewReaderSize(os.Stdin, 1<<20)
	output := bufio.NewWriterSize(os.Stdout, 1<<20)
	encoder := json.NewEncoder(output)
	decoder := json.NewDecoder(input)
	for decoder.More() {
		var one Case
		if err := decoder.Decode(&one); err != nil {
			fail(err)
		}
		var answers []Answer
		synctest.Test(t, func(t *testing.T) { answers = follow(one) })
		if err := encoder.Encode(answers); err != nil {
			fail(err)
		}
	}
	if err := output.Flush(); err != nil {
		fail(err)
	}
	// The test framework would end standard output with a line of its own.
	os.Exit(0)
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
