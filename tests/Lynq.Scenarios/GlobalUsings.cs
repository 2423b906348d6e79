global using System.Globalization;
global using System.Text.Json;
global using System.Text.Json.Nodes;
global using Lynq.Kubernetes;
global using Lynq.Testing;
global using Shouldly;
global using Xunit;
