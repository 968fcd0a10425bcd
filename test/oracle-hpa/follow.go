package main

import (
	"context"
	"testing/synctest"
	"time"

	defaults "k8s.io/kubernetes/pkg/apis/autoscaling/v2"
	"k8s.io/kubernetes/pkg/controller/podautoscaler"
	"k8s.io/kubernetes/pkg/controller/podautoscaler/metrics"
)

// follow runs the controller over the steps of a case, one sync each, inside a bubble.
func follow(one Case) []Answer {
	ctx, cancel := context.WithCancel(context.Background())
	defer synctest.Wait()
	defer cancel()

	defaults.SetDefaults_HorizontalPodAutoscaler(&one.HPA)
	world := &world{start: time.Now(), hpa: &one.HPA}
	period := duration(one.Settings.SyncPeriod)
	controller := podautoscaler.NewHorizontalController(
		ctx,
		noEvents{},
		scales{world},
		autoscalers{world},
		mapper{},
		metrics.NewRESTMetricsClient(podMetrics{world}, customMetrics{world}, externalMetrics{world}),
		autoscalerInformer{world},
		podInformer{world},
		period,
		duration(one.Settings.DownscaleStabilization),
		one.Settings.Tolerance,
		duration(one.Settings.CPUInitializationPeriod),
		duration(one.Settings.InitialReadinessDelay),
	)
	// The first sync is one period after the autoscaler is seen.
	world.handler.OnAdd(&one.HPA, false)
	go controller.Run(ctx, 1)
	// Steps are entered half a period before their sync.
	time.Sleep(period / 2)
	answers := make([]Answer, len(one.Steps))
	for index := range one.Steps {
		world.enter(&one.Steps[index])
		time.Sleep(period)
		synctest.Wait()
		answers[index] = world.answer()
	}
	return answers
}

func duration(seconds float64) time.Duration {
	return time.Duration(seconds * float64(time.Second))
}
